#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The region map of dumps of the corpus: never against what VirtualQuery told the program under Wine, whole on every dump."""
import json
import pathlib
import subprocess
import sys

from generated_dumps import Comparison, skip
from wine_dumps import wine_dumps

program, corpus = sys.argv[1], pathlib.Path(sys.argv[2])
if not (corpus / "public").is_dir():
    skip(f"no corpus in {corpus} (DUMPLAB_CORPUS names the folder)")
check = Comparison()
counts = {"public": 0, "hostile": 0, "wine normal": 0, "wine full": 0}
X86_END, WIDE_END = 1 << 32, 1 << 47
STATES = {"MEM_COMMIT": 0x1000, "MEM_RESERVE": 0x2000, "MEM_FREE": 0x10000}
TYPES = {"MEM_PRIVATE": 0x20000, "MEM_MAPPED": 0x40000, "MEM_IMAGE": 0x1000000}
PROTECTIONS = {"PAGE_NOACCESS": 1, "PAGE_READONLY": 2, "PAGE_READWRITE": 4, "PAGE_WRITECOPY": 8, "PAGE_EXECUTE": 0x10,
               "PAGE_EXECUTE_READ": 0x20, "PAGE_EXECUTE_READWRITE": 0x40}
# Of the committed bytes, the share whose owner has a name. The rest is Wine's heaps, whose layout is not NT's, mapped
# files, second stacks that Wine keeps behind the first ones, and what the program allocated for itself.
FULL_FLOOR = 0.76
# Modules by their list, TEBs by theirs; of a stack only what is above ESP.
NORMAL_FLOOR = {"deadlock": 0.62, "tenthreads": 0.39}
USUAL_NORMAL_FLOOR = 0.72


def number(text):
    return int(text, 16)


def regions_of(dump):
    result = subprocess.run([program, "analyze", "--regions", "--json", str(dump)], capture_output=True, text=True,
                            errors="replace", timeout=60)
    if result.returncode != 0:
        return None
    return [{**r, "base": number(r["base"]), "size": number(r["size"])} for r in json.loads(result.stdout)["regions"]]


def check_whole(name, regions):
    """Regions follow one another from 0 to the end of the address space, and so do the numbers of the summary."""
    at = 0
    for region in regions:
        check.equal(f"{name} base", region["base"], at)
        at += region["size"]
    check.equal(f"{name} total {at:#x}", at in (X86_END, WIDE_END), True)
    return at


def check_summary(name, dump, total):
    result = subprocess.run([program, "analyze", "--regions=summary", "--json", str(dump)], capture_output=True,
                            text=True, errors="replace", timeout=60)
    summary = json.loads(result.stdout)
    check.equal(f"{name} summary", number(summary["total"]), total)
    for table in ("usage", "state"):
        check.equal(f"{name} {table}", sum(number(row["size"]) for row in summary[table]), total)


def pieces(regions, truth):
    """(begin, end, our region, VirtualQuery's) wherever one of each holds."""
    i = 0
    for region in regions:
        end = region["base"] + region["size"]
        while i < len(truth):
            base, size = number(truth[i]["base"]), number(truth[i]["size"])
            begin, stop = max(region["base"], base), min(end, base + size)
            if begin < stop:
                yield begin, stop, region, truth[i]
            if base + size > end:
                break
            i += 1


def owner_fits(owner, usage, begin, end, said, truth):
    """Whether the program's own words (modules, TEBs, stacks) and VirtualQuery's allow this owner in [begin, end)."""
    kind, _, rest = owner.partition(":")
    if usage == "Stack":
        return any(number(t["stack_alloc_base"]) <= begin and end <= number(t["stack_base"]) and
                   (owner == "unknown" or rest == str(t["tid"])) for t in truth["threads"]) or said_only(rest, truth)
    if kind == "image":
        module = rest.rpartition(":")[0].lower()
        return said["type"] == "0x1000000" and any(
            number(m["base"]) <= begin and end <= number(m["base"]) + (number(m["size"]) + 0xFFF & ~0xFFF) and
            m["path"].lower().replace("/", "\\").rpartition("\\")[2] == module for m in truth["modules"])
    if kind == "teb":
        return any(number(t["teb"]) == begin and rest == str(t["tid"]) for t in truth["threads"]) or \
            said_only(rest, truth)
    if kind in ("peb", "shared-data", "heap"):
        return said["state"] == "0x1000" and said["type"] == "0x20000"
    return kind == "unknown"


def said_only(thread_id, truth):
    """A thread that the program did not start itself: the debugger's, or the writer of the dump."""
    return thread_id not in {str(t["tid"]) for t in truth["threads"]}


for dump, truth, is_packed in wine_dumps(corpus):
    regions = regions_of(dump)
    check_summary(dump.name, dump, check_whole(dump.name, regions))
    counts["wine full" if is_packed else "wine normal"] += 1
    said = truth["regions_before_dump"]
    committed = named = 0
    usages = {}
    for begin, end, ours, theirs in pieces(regions, said):
        where = f"{dump.name} {begin:08x}-{end:08x} {ours['owner']}"
        for key, words in (("state", STATES), ("type", TYPES)):
            if ours[key] is not None:
                check.equal(f"{where} {key}", words[ours[key]], number(theirs[key]))
        if ours["protect"] is not None:
            check.equal(f"{where} protect", PROTECTIONS[ours["protect"]], number(theirs["protect"]))
        check.equal(f"{where} owner", owner_fits(ours["owner"], ours["usage"], begin, end, theirs, truth), True)
        if theirs["state"] == "0x1000":
            committed += end - begin
            named += (end - begin) * (ours["owner"] != "unknown")
            # All committed memory that can be read is in a full dump, so none of it may be missing from the map.
            if is_packed and theirs["protect"] != "0x1":
                check.equal(f"{where} is seen", ours["state"], "MEM_COMMIT")
        usages[ours["usage"]] = usages.get(ours["usage"], 0) + end - begin
    for thread in truth["threads"]:
        low, base = number(thread["stack_alloc_base"]), number(thread["stack_base"])
        found = sum(r["size"] for r in regions if r["usage"] == "Stack" and low <= r["base"] < base)
        if is_packed:
            check.equal(f"{dump.name} stack of {thread['tid']}", found, base - low)
    scenario = dump.name.partition("-")[0]
    floor = FULL_FLOOR if is_packed else NORMAL_FLOOR.get(scenario, USUAL_NORMAL_FLOOR)
    check.equal(f"{dump.name} names {named / committed:.4f} of {committed:#x}", named / committed >= floor, True)

for folder in ("public", "hostile"):
    for dump in sorted((corpus / folder).iterdir()):
        regions = regions_of(dump)
        if regions is None:
            check.equal(f"{dump.name} is refused", folder, "hostile")
            continue
        counts[folder] += 1
        check_summary(dump.name, dump, check_whole(dump.name, regions))
        if folder == "public":
            owners = {r["owner"].partition(":")[0] for r in regions}
            check.equal(f"{dump.name} owners {owners}", {"image", "stack", "teb"} <= owners, True)
print(", ".join(f"{count} {kind}" for kind, count in counts.items()))
check.finish()
