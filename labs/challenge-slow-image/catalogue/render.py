"""Makes the page public/index.html from index.json and template.html."""
import json
import os

with open("index.json") as index, open("template.html") as template:
    rows = "\n".join(f"<li>{name}: {price}</li>" for name, price in json.load(index))
    page = template.read().replace("PRODUCTS", rows)
os.makedirs("public", exist_ok=True)
with open("public/index.html", "w") as out:
    out.write(page)
