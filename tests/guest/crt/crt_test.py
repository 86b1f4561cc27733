#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Programs for the C run-time library print in the machine what the host's C library prints natively.

The one documented difference is taken into account: Windows XP prints three digits of a decimal exponent.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
PROGRAM, GUEST_CC = sys.argv[1:3]
os.environ["DUMPLAB_GUEST"] = str(pathlib.Path(PROGRAM).resolve().parent.parent / "share/dumplab/guest")
FOLDER = pathlib.Path(__file__).resolve().parent
SOURCES = sorted([*FOLDER.glob("*.c"), *FOLDER.glob("*.cpp")])


def three_digit_exponents(text):
    return re.sub(r"([0-9.][eE][+-])(\d\d)(?!\d)", r"\g<1>0\2", text)


def native_output(source, folder):
    compiler = "g++" if source.suffix == ".cpp" else "gcc"
    binary = folder / source.stem
    subprocess.run([compiler, "-O1", "-fno-builtin", "-ffp-contract=off", "-w", source, "-o", binary, "-lm"], check=True)
    return subprocess.run([binary], cwd=folder, capture_output=True, text=True, check=True).stdout


def guest_output(source, folder, optimize):
    binary = folder / (source.stem + ".exe")
    subprocess.run([GUEST_CC, source, optimize, "-w", "-o", binary], check=True)
    result = subprocess.run([PROGRAM, "run", binary], capture_output=True, text=True, timeout=300)
    return result.stdout, result.stderr


def first_differences(native, guest):
    pairs = [(n, g) for n, g in zip(native.splitlines(), guest.splitlines()) if n != g]
    return "".join(f"  native {n}\n  guest  {g}\n" for n, g in pairs[:4]) + f"  {len(pairs)} lines differ\n"


for tool in ("clang-14", "lld-link-14", "gcc", "g++"):
    if not shutil.which(tool):
        print(f"skipped: {tool} is not installed")
        sys.exit(SKIPPED)
wrong = 0
with tempfile.TemporaryDirectory() as name:
    for source in SOURCES:
        native = native_output(source, pathlib.Path(name))
        native = three_digit_exponents(native)
        for optimize in ("-O0", "-O2"):
            guest, errors = guest_output(source, pathlib.Path(name), optimize)
            same = guest == native and native != ""
            wrong += not same
            print(f"{source.name} {optimize}: {'the same' if same else 'differs'}, {len(native.splitlines())} lines")
            if not same:
                print(first_differences(native, guest), errors[-600:])
sys.exit(1 if wrong else 0)
