#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The committed dumps: made again to the byte, and read to the letter. `tools/rebase-golden` rewrites them."""
import difflib
import hashlib
import pathlib
import subprocess
import sys
import tempfile

program, dumps = sys.argv[1], pathlib.Path(sys.argv[2])
failures = 0


def fail(text):
    global failures
    failures += 1
    print(text)


def run(*words):
    return subprocess.run([program, *map(str, words)], capture_output=True, check=True, timeout=60).stdout


rows = [line.split() for line in (dumps / "MANIFEST.txt").read_text().splitlines() if not line.startswith("#")]
for scenario, seed, profile, size, digest in rows:
    golden = dumps / (scenario + ".dmp")
    data = golden.read_bytes()
    if len(data) != int(size) or hashlib.sha256(data).hexdigest() != digest:
        fail(f"{golden.name} is not what MANIFEST.txt says")
    if len(data) >= 300 * 1024:
        fail(f"{golden.name} is too large")
    with tempfile.TemporaryDirectory() as folder:
        made = pathlib.Path(folder) / "made.dmp"
        run("run", scenario, "--seed", seed, "--dump-type", profile, "--dump", made)
        if made.read_bytes() != data:
            first = next((i for i, (a, b) in enumerate(zip(made.read_bytes(), data)) if a != b), min(len(data), made.stat().st_size))
            fail(f"{scenario} seed {seed} now gives other bytes, from offset {first:#x} on")
    expected = (dumps / (scenario + ".analyze.txt")).read_text().splitlines()
    shown = run("analyze", golden).decode().splitlines()
    for line in difflib.unified_diff(expected, shown, f"{scenario}.analyze.txt", "analyze", lineterm="", n=1):
        fail(line)
print(f"{len(rows)} golden dumps, {failures} differences")
sys.exit(1 if failures or not rows else 0)
