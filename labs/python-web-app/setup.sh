#!/bin/sh
# Packs the library `phrases` as a wheel, as a package index would offer it: a wheel is a zip with a few named files.
set -eu
python3 - <<'END'
import os
import zipfile

FOLDER = "/root/greeter/wheels"
MODULE = '''"""Greetings for every taste."""


def greet(name):
    return f"Good day, {name}!"
'''
METADATA = "Metadata-Version: 2.1\nName: phrases\nVersion: 1.0\nSummary: Greetings for every taste\n"
WHEEL = "Wheel-Version: 1.0\nGenerator: lab\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
FILES = {"phrases.py": MODULE, "phrases-1.0.dist-info/METADATA": METADATA, "phrases-1.0.dist-info/WHEEL": WHEEL}
RECORD = "phrases-1.0.dist-info/RECORD"

os.makedirs(FOLDER, exist_ok=True)
with zipfile.ZipFile(f"{FOLDER}/phrases-1.0-py3-none-any.whl", "w") as wheel:
    for name, text in FILES.items():
        wheel.writestr(name, text)
    wheel.writestr(RECORD, "".join(f"{name},,\n" for name in [*FILES, RECORD]))
END
