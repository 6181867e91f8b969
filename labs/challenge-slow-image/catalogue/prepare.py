"""Reads the products and works long on them (as installing and compiling would). Writes index.json and a large work.tmp."""
import json
import os
import time

print("Preparing, this takes a while…", flush=True)
time.sleep(8)
with open("work.tmp", "wb") as work:
    work.write(os.urandom(30_000_000))
with open("products.txt") as lines:
    products = [line.strip().split(";") for line in lines if line.strip()]
with open("index.json", "w") as index:
    json.dump(sorted(products), index)
