#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Breakpad's minidump_stackwalk reads the same modules, exception, registers and frames, with our .sym files."""
import os
import pathlib
import re
import shutil
import sys

from generated_dumps import Comparison, Generated, run, skip

installed = pathlib.Path(sys.argv[2]) / "node_modules/minidump/bin/linux-x64/minidump_stackwalk"
walker = shutil.which("minidump_stackwalk") or (str(installed) if installed.exists() else None)
if not walker:
    skip("minidump_stackwalk is not installed (npm package minidump, .ci/run installs it)")
if not os.access(walker, os.X_OK):
    os.chmod(walker, 0o755)

check = Comparison()
with Generated(sys.argv[1]) as generated:
    store = generated.folder / "store"
    for pdb in sorted(generated.guest.rglob("*.pdb")):
        run(generated.program, "symbols", pdb, "--store", store)
    for name, dump, ours, truth in generated.dumps():
        rows = [line.split("|") for line in run(walker, "-m", dump, store, check=False).stdout.splitlines()]
        # Module|file|version|debug file|id|base|last|main
        modules = sorted((r[1], hex(int(r[5], 16)), hex(int(r[6], 16) + 1 - int(r[5], 16)), r[4])
                         for r in rows if r[0] == "Module")
        mine = sorted((m["name"], m["base"], m["size"], m["debug_id"]) for m in ours["modules"])
        check.equal(f"{name} modules", modules, mine)

        crash = next((r for r in rows if r[0] == "Crash"), None)
        if ours["exception"]:
            access = "WRITE" if ours["exception"]["parameters"][:1] == ["0x1"] else "READ"
            expected = {"0xc0000005": "EXCEPTION_ACCESS_VIOLATION_" + access, "0xc0000094": "EXCEPTION_INT_DIVIDE_BY_ZERO"}
            check.equal(f"{name} crash", crash[1], expected[ours["exception"]["code"]])

        # thread|frame|module|function|file|line|offset; module and offset give the address where there is no line.
        base = {m["name"]: int(m["base"], 16) for m in ours["modules"]}
        stacks = {}
        for r in rows:
            if len(r) == 7 and r[0].isdigit():
                stacks.setdefault(int(r[0]), []).append((r[2], r[3]))
        mine = [[(f["module"], f["function"]) for f in t["frames"]] for t in ours["threads"]]
        check.equal(f"{name} frames", sorted(map(str, stacks.values())), sorted(map(str, mine)))

        text = run(walker, dump, store, check=False).stdout
        firsts = [t["registers"] for t in ours["threads"]]
        for block in re.findall(r"^Thread \d+.*\n 0 .*\n((?:    e.*\n)+)", text, re.M):
            registers = {k: hex(int(v, 16)) for k, v in re.findall(r"(e\w+) = (0x[0-9a-f]+)", block)}
            check.equal(f"{name} registers", registers in firsts, True)
        frames = [(hex(int(a, 16)), hex(int(b, 16))) for a, b in
                  re.findall(r"^    eip = (0x[0-9a-f]+)   esp = 0x[0-9a-f]+   ebp = (0x[0-9a-f]+)", text, re.M)]
        mine = [(f["eip"], f["ebp"]) for t in ours["threads"] for f in t["frames"]]
        check.equal(f"{name} eip and ebp", sorted(frames), sorted(mine))
check.finish()
