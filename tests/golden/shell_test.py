#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A session per scenario, to the letter: shell/NAME.commands on the full dump of seed 7 gives shell/NAME.txt.
With --rebase the texts are written anew (tools/rebase-golden)."""
import difflib
import pathlib
import subprocess
import sys
import tempfile

program, rebase = pathlib.Path(sys.argv[1]).resolve(), "--rebase" in sys.argv[2:]
folder = pathlib.Path(__file__).parent / "shell"
failures = 0


def session(commands):
    """What the shell writes for these commands; the dump lies in the current folder, so no path is in it."""
    with tempfile.TemporaryDirectory() as place:
        dump = commands.stem + ".dmp"
        subprocess.run([program, "run", commands.stem, "--seed", "7", "--dump-type", "full", "--dump", dump],
                       cwd=place, capture_output=True, check=True, timeout=120)
        with open(commands) as script:
            return subprocess.run([program, "shell", dump], cwd=place, stdin=script, capture_output=True, check=True,
                                  timeout=120).stdout.decode()


scripts = sorted(folder.glob("*.commands"))
listed = subprocess.run([program, "list", "scenarios"], capture_output=True, check=True).stdout.decode()
for scenario in (line.split()[0] for line in listed.splitlines() if line.strip()):
    if not (folder / (scenario + ".commands")).exists():
        failures += 1
        print(f"{scenario} has no session in {folder.name}/")
for commands in scripts:
    shown = session(commands)
    expected = commands.with_suffix(".txt")
    if rebase:
        expected.write_text(shown)
        continue
    difference = list(difflib.unified_diff(expected.read_text().splitlines() if expected.exists() else [],
                                           shown.splitlines(), expected.name, "shell", lineterm="", n=1))
    failures += len(difference)
    print("\n".join(difference), end="\n" if difference else "")
print(f"{len(scripts)} sessions, {failures} differences")
sys.exit(1 if failures or not scripts else 0)
