#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""AMD64 stacks of real dumps against what lldb and Breakpad's minidump_stackwalk proved of them. Frames that a
peer found by scanning are no truth and are left out."""
import json
import pathlib
import re
import subprocess
import sys

from generated_dumps import Comparison, skip

program, corpus = sys.argv[1], pathlib.Path(sys.argv[2])
if not (corpus / "public").is_dir():
    skip(f"no corpus in {corpus} (DUMPLAB_CORPUS names the folder)")
check = Comparison()
counts = {"dumps": 0, "registers": 0, "first frames": 0, "callers": 0}
PROVEN = ("given as instruction pointer in context", "simulating a return from leaf function",
          "call frame info")


def number(text):
    return hex(int(text, 16))


def peer_stacks(text):
    """One list per thread: the proven frames from the innermost on, {register: value}."""
    for thread in re.split(r"^Thread \d+.*\n", text, flags=re.M)[1:]:
        frames = []
        for registers, found in re.findall(r"^ *\d+  .*\n((?:    .*=.*\n)+)    Found by: (.*)", thread, re.M):
            if found not in PROVEN:
                break
            frames.append({k: number(v) for k, v in re.findall(r"(r\w+) = (0x[0-9a-f]+)", registers)})
        yield frames


for dump in sorted((corpus / "public").glob("*.dmp")):
    expected = corpus / "expected/public" / dump.name
    walk = pathlib.Path(f"{expected}.stackwalk.txt").read_text(errors="replace")
    if "CPU: amd64" not in walk:
        continue
    counts["dumps"] += 1
    result = subprocess.run([program, "analyze", "--json", str(dump)], capture_output=True, text=True,
                            errors="replace", timeout=60)
    check.equal(f"{dump.name} exit code", result.returncode, 0)
    ours = json.loads(result.stdout)
    check.equal(f"{dump.name} processor", ours["system"]["processor"], "AMD64")
    by_id = {t["thread_id"]: t for t in ours["threads"]}
    lldb = pathlib.Path(f"{expected}.lldb19.txt").read_text(errors="replace")
    for thread, rip in re.findall(r"thread #\d+: tid = (0x[0-9a-f]+), (0x[0-9a-f]+)", lldb):
        mine = by_id[int(thread, 16)]
        frames = mine["own_frames"] or mine["frames"]
        check.equal(f"{dump.name} first frame of {thread}",
                    number(rip) in (frames[0]["rip"], mine["frames"][0]["rip"]), True)
        counts["first frames"] += 1
    by_rsp = {t["frames"][0]["rsp"]: t for t in ours["threads"]}
    for theirs in peer_stacks(walk):
        where = f"{dump.name} thread with rsp {theirs[0]['rsp']}"
        mine = by_rsp.get(theirs[0]["rsp"])
        check.equal(f"{where} is there", mine is not None, True)
        if not mine:
            continue
        for name, value in theirs[0].items():
            check.equal(f"{where} {name}", mine["registers"][name], value)
            counts["registers"] += 1
        # None of these dumps has an image: the walk proves what the peer proves, and then says what is missing.
        check.equal(f"{where} frames", [(f["rip"], f["rsp"]) for f in mine["frames"]],
                    [(f["rip"], f["rsp"]) for f in theirs])
        check.equal(f"{where} end", "no unwind data for" in mine["stop"], True)
        counts["callers"] += len(theirs) - 1
check.equal("AMD64 dumps", counts["dumps"] > 0, True)
print(", ".join(f"{count} {kind}" for kind, count in counts.items()))
check.finish()
