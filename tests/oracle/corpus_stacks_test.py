#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Stacks of real IA-32 dumps: against minidump_stackwalk where it did not scan, and against the calls that crashing
programs recorded of themselves under Wine."""
import json
import pathlib
import re
import subprocess
import sys

from generated_dumps import Comparison, skip
from wine_dumps import wine_dumps

program, corpus = sys.argv[1], pathlib.Path(sys.argv[2])
if not (corpus / "public").is_dir():
    skip(f"no corpus in {corpus} (DUMPLAB_CORPUS names the folder)")
check = Comparison()


def analyze(dump, *options):
    result = subprocess.run([program, "analyze", "--json", str(dump), *map(str, options)], capture_output=True,
                            text=True, errors="replace", timeout=60)
    return json.loads(result.stdout)


def proven_frames(walk):
    """Per thread of minidump_stackwalk's text: the addresses before the first frame that it found by scanning."""
    for thread in re.split(r"^Thread \d+.*\n", walk, flags=re.M)[1:]:
        frames = []
        for body in re.findall(r"^ ?\d+  .*\n((?:    .*\n)*)", thread, re.M):
            address, method = re.search(r"eip = (0x[0-9a-f]+)", body), re.search(r"Found by: (.*)", body)
            if not address or (method and "scanning" in method.group(1)):
                break
            frames.append(int(address.group(1), 16))
        if frames:
            yield frames


public = 0
for dump in sorted((corpus / "public").glob("*.dmp")):
    expected = corpus / "expected/public" / dump.name
    for text in ("stackwalk.txt", "published-stackwalk.txt"):
        path = pathlib.Path(f"{expected}.{text}")
        if not path.exists() or "CPU: x86" not in path.read_text(errors="replace"):
            continue
        stacks = [[int(frame["eip"], 16) for frame in thread["frames"]]
                  for thread in analyze(dump, "--symbols", corpus / "symbols")["threads"]]
        for frames in proven_frames(path.read_text(errors="replace")):
            public += len(frames)
            check.equal(f"{dump.name} {text} {frames[0]:#x}", frames in [stack[:len(frames)] for stack in stacks], True)

# (without frame pointers, kind of dump): least share of recorded calls that must be found
LEAST = {(0, "full"): 1, (0, "normal"): 1, (1, "full"): .95, (1, "normal"): .90}
MOST_FALSE = .02
found, recorded, between, false = ({key: 0 for key in LEAST} for _ in range(4))
for dump, truth, _ in wine_dumps(corpus):
    key = (truth["fpo"], truth["dump"])
    given = ["--symbols", corpus / "wine"] if key == (1, "normal") else []
    stacks = {thread["thread_id"]: [int(frame["eip"], 16) for frame in thread["frames"]]
              for thread in analyze(dump, *given)["threads"]}
    for thread in truth["threads"]:
        calls = [int(call["return_to"], 16) for call in reversed(thread["calls_outer_first"])]
        places, begin = [], 0
        for call in calls:
            if call in stacks[thread["tid"]][begin:]:
                places.append(stacks[thread["tid"]].index(call, begin))
                begin = places[-1] + 1
        recorded[key] += len(calls)
        found[key] += len(places)
        if places:
            # Recorded calls follow one another: a frame between two of them is false.
            between[key] += places[-1] - places[0] + 1
            false[key] += places[-1] - places[0] + 1 - len(places)

for key, least in LEAST.items():
    kind = f"wine {'no frame pointers' if key[0] else 'frame pointers'}, {key[1]}"
    print(f"{kind}: {found[key]} of {recorded[key]} recorded calls, {false[key]} of {between[key]} frames between false")
    if recorded[key]:
        check.equal(f"{kind}: calls found", found[key] >= least * recorded[key], True)
        check.equal(f"{kind}: false frames", false[key] < MOST_FALSE * between[key], True)
print(f"{public} frames of public dumps")
check.equal("frames were compared", public > 0, True)
check.finish()
