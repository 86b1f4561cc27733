#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`dumplab analyze` on real dumps against what independent tools, or the crashing program itself, said of them."""
import json
import pathlib
import re
import subprocess
import sys
import time

from generated_dumps import Comparison, skip
from wine_dumps import wine_dumps

program, corpus = sys.argv[1], pathlib.Path(sys.argv[2])
if not (corpus / "public").is_dir():
    skip(f"no corpus in {corpus} (DUMPLAB_CORPUS names the folder)")
check = Comparison()
counts = {"public": 0, "wine": 0, "wine full": 0, "hostile": 0}
REGISTERS = ("eip", "esp", "ebp", "eax", "ebx", "ecx", "edx", "esi", "edi")


def number(text):
    return hex(int(text, 16))


def analyze(dump, limit=60, symbols=None):
    options = ["--symbols", str(symbols)] if symbols else []
    result = subprocess.run([program, "analyze", "--json", *options, str(dump)], capture_output=True, text=True,
                            errors="replace", timeout=limit)
    return result, json.loads(result.stdout) if result.returncode == 0 else None


def file_name(path):
    return re.split(r"[\\/]", path)[-1].lower()


# Breakpad's minidump_dump and minidump_stackwalk on public dumps.
for dump in sorted((corpus / "public").glob("*.dmp")):
    expected = corpus / "expected/public" / dump.name
    raw = pathlib.Path(f"{expected}.dump.txt").read_text(errors="replace")
    walk = pathlib.Path(f"{expected}.stackwalk.txt").read_text(errors="replace")
    result, ours = analyze(dump)
    check.equal(f"{dump.name} exit code", result.returncode, 0)
    if ours is None:
        continue
    ids = [int(x, 16) for x in re.findall(r"^MDRawThread\n  thread_id +(?:= )?(0x[0-9a-f]+)", raw, re.M)]
    check.equal(f"{dump.name} thread ids", sorted(ids), sorted(t["thread_id"] for t in ours["threads"]))
    modules = re.findall(r"^MDRawModule\n  base_of_image +(?:= )?(0x[0-9a-f]+)\n  size_of_image +(?:= )?(0x[0-9a-f]+)",
                         raw, re.M)
    check.equal(f"{dump.name} modules", sorted((number(b), number(s)) for b, s in modules),
                sorted((m["base"], m["size"]) for m in ours["modules"]))
    listed = re.findall(r"^(0x[0-9a-f]+) - 0x[0-9a-f]+  (\S+)  (\S+)", walk, re.M)
    mine = {m["base"]: m for m in ours["modules"]}
    for base, name, version in listed:
        check.equal(f"{dump.name} name at {base}", name.lower(), mine[number(base)]["name"].lower())
        if version != "???":
            check.equal(f"{dump.name} version of {name}", version, mine[number(base)]["version"])
    if "CPU: x86" not in walk:
        continue
    counts["public"] += 1
    first = re.findall(r"^Thread \d+.*\n 0 .*\n((?:    e.*\n)+)", walk, re.M)
    check.equal(f"{dump.name} has threads", bool(first), True)
    registers = [{r: t["registers"][r] for r in REGISTERS + ("efl",)} for t in ours["threads"]]
    for block in first:
        theirs = {k: number(v) for k, v in re.findall(r"(e\w\w) = (0x[0-9a-f]+)", block)}
        check.equal(f"{dump.name} frame 0 {theirs.get('eip')}", theirs in registers, True)
    crashed = re.search(r"^Thread \d+ \(crashed\)\n 0 .*\n    eip = (0x[0-9a-f]+)", walk, re.M)
    if crashed:
        event = [t for t in ours["threads"] if t["thread_id"] == ours["exception"]["thread_id"]]
        check.equal(f"{dump.name} crashed thread", event[0]["frames"][0]["eip"], number(crashed.group(1)))
        check.equal(f"{dump.name} is told from the exception", event[0]["context"], "exception")

# The same names and lines as minidump_stackwalk takes from Breakpad's .sym files.
for walk_file in sorted((corpus / "expected/public").glob("*.stackwalk.txt")):
    frames = re.findall(r"^ *\d+  (\S+?)!(.+?)(?: \[(.+) : (\d+) \+ 0x\w+\]| \+ (0x\w+))\n    eip = (0x\w+)",
                        walk_file.read_text(errors="replace"), re.M)
    if not frames:
        continue
    counts["frames named by .sym files"] = counts.get("frames named by .sym files", 0) + len(frames)
    name = walk_file.name.removesuffix(".stackwalk.txt")
    result, ours = analyze(corpus / "public" / name, symbols=corpus / "symbols")
    mine = {f["eip"]: f for t in ours["threads"] for f in t["frames"]}
    for module, function, file, line, offset, eip in frames:
        frame = mine.get(number(eip), {})
        check.equal(f"{name} function at {eip}", (frame.get("module"), frame.get("function")), (module, function))
        if file:
            check.equal(f"{name} line at {eip}", (file_name(frame["file"]), frame["line"]), (file.lower(), int(line)))
        else:
            check.equal(f"{name} offset at {eip}", frame["function_offset"], number(offset))
        kinds = {m["name"]: m["symbols"] for m in ours["modules"]}
        check.equal(f"{name} symbols of {module}", kinds[module], "sym")

# What the crashing program printed of itself, under Wine.
for dump, truth, is_packed in wine_dumps(corpus):
    counts["wine full"] += is_packed
    counts["wine"] += 1
    result, ours = analyze(dump)
    check.equal(f"{dump.name} exit code", result.returncode, 0)
    ids = {t["thread_id"] for t in ours["threads"]}
    for thread in truth["threads"]:
        check.equal(f"{dump.name} thread {thread['tid']}", thread["tid"] in ids, True)
    modules = {(number(m["base"]), number(m["size"]), file_name(m["path"])) for m in truth["modules"]}
    mine = {(m["base"], m["size"], m["name"].lower()) for m in ours["modules"]}
    check.equal(f"{dump.name} modules", sorted(modules - mine), [])
    if truth.get("exception"):
        said = truth["exception"]
        found = ours["exception"]
        check.equal(f"{dump.name} exception", (found["code"], found["address"], found["thread_id"]),
                    (number(said["code"]), number(said["address"]), said["tid"]))
        event = next(t for t in ours["threads"] if t["thread_id"] == said["tid"])
        theirs = {r: number(said["ctx"][r]) for r in REGISTERS}
        check.equal(f"{dump.name} registers", {r: event["registers"][r] for r in REGISTERS}, theirs)
        check.equal(f"{dump.name} frame 0", event["frames"][0]["eip"], theirs["eip"])

for dump in sorted((corpus / "hostile").iterdir()):
    counts["hostile"] += 1
    begin = time.monotonic()
    result = subprocess.run([program, "analyze", str(dump)], capture_output=True, text=True, errors="replace",
                            timeout=20)
    check.equal(f"{dump.name} ends in order", result.returncode in (0, 1), True)
    check.equal(f"{dump.name} ends soon", time.monotonic() - begin < 5, True)
    if result.returncode == 1:
        check.equal(f"{dump.name} is refused in one line", result.stderr.count("\n"), 1)
print(", ".join(f"{count} {kind}" for kind, count in counts.items()))
check.finish()
