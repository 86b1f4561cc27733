#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""docs/tutorial.md: every command in its blocks is typed, and prints what the page shows.

A block begins with `$ command`; lines behind a debugger's prompt are typed into it. A line of `...` stands for any lines.
With --write the page gets all that a command prints where it shows something else.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

program, page = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
writes = "--write" in sys.argv
BLOCK = re.compile(r"^```console\n(.*?)^```\n", re.M | re.S)
PROMPT = re.compile(r"^[0-9]+:[0-9]+> (.*)$")


def run(command, typed, folder):
    done = subprocess.run(command, shell=True, input="".join(line + "\n" for line in typed), capture_output=True, text=True,
                          cwd=folder, timeout=60, env=dict(os.environ, PATH=f"{program.parent}:{os.environ['PATH']}"))
    if done.stderr:
        sys.exit(f"{command}: {done.stderr}")
    return done.stdout.splitlines()


def fits(shown, printed):
    """Whether the lines are those, with "..." for any number."""
    if "..." not in shown:
        return shown == printed
    at = shown.index("...")
    rest = shown[at + 1:]
    return shown[:at] == printed[:at] and any(fits(rest, printed[i:]) for i in range(at, len(printed) + 1))


def check(block, folder, failures):
    lines = block.splitlines()
    result = []
    starts = [i for i, line in enumerate(lines) if line.startswith("$ ")] + [len(lines)]
    for start, end in zip(starts, starts[1:]):
        command, shown = lines[start][2:], lines[start + 1:end]
        typed = [PROMPT.match(line).group(1) for line in shown if PROMPT.match(line)]
        printed = run(command, typed, folder)
        if not fits(shown, printed):
            failures.append(command)
            print(f"{command} printed\n" + "\n".join(printed))
            shown = printed
        result += [lines[start], *shown]
    return "\n".join(result) + "\n"


text, failures, count = page.read_text(), [], 0
with tempfile.TemporaryDirectory() as folder:
    pieces, at = [], 0
    for block in BLOCK.finditer(text):
        pieces += [text[at:block.start(1)], check(block.group(1), folder, failures)]
        at = block.end(1)
        count += 1
if writes:
    page.write_text("".join(pieces) + text[at:])
print(f"{count} blocks, {len(failures)} differ")
sys.exit(0 if count and (writes or not failures) else 1)
