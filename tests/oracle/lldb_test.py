#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""lldb opens every dump and reads the same modules, registers, frames, names and memory."""
import re
import shutil
import struct
import sys

from generated_dumps import Comparison, Generated, run, skip

lldb = shutil.which("lldb")
if not lldb:
    skip("lldb is not installed")


def hexadecimal(text):
    return hex(int(text, 16))


check = Comparison()
with Generated(sys.argv[1]) as generated:
    for name, dump, ours, truth in generated.dumps():
        paths = " ".join(str(p) for p in generated.image_folders(truth))
        commands = [f"settings set target.exec-search-paths {paths}", f"target create --core {dump}", "bt all",
                    "image list", "register read", "memory read --size 4 --count 8 --format x $esp"]
        out = run(lldb, "-b", *[word for c in commands for word in ("-o", c)], check=False).stdout

        modules = {(m.group(3).split("/")[-1], hexadecimal(m.group(2)), m.group(1).replace("-", ""))
                   for m in re.finditer(r"^\[ *\d+\] (\S+) (0x[0-9a-f]+) (\S+)", out, re.M)}
        # lldb writes the age with eight digits behind the GUID.
        mine = {(m["name"], m["base"], m["debug_id"][:32] + f"{int(m['debug_id'][32:], 16):08X}")
                for m in ours["modules"]}
        check.equal(f"{name} modules", sorted(modules), sorted(mine))

        threads, selected = [], None
        for line in out.splitlines():
            if re.match(r"^[ *] thread #\d+", line):
                threads.append([])
                if line.startswith("*"):
                    selected = len(threads) - 1
            frame = re.match(r"^ +\*? ?frame #\d+: (0x[0-9a-f]+) (?:([^`]+)`(.+))?", line)
            if frame and threads:
                function = re.split(r"[( ]| at | \+ ", frame.group(3) or "")[0]
                threads[-1].append((hexadecimal(frame.group(1)), frame.group(2), function))
        by_frame = [[(f["eip"], f["module"], f["function"]) for f in t["frames"]] for t in ours["threads"]]
        check.equal(f"{name} frames", sorted(map(str, threads)), sorted(map(str, by_frame)))

        event = ours["exception"]["thread_id"] if ours["exception"] else None
        thread = next((t for t in ours["threads"] if t["thread_id"] == event), None)
        if thread is None and selected is not None:
            thread = next(t for t in ours["threads"] if str([(f["eip"], f["module"], f["function"])
                          for f in t["frames"]]) == str(threads[selected]))
        registers = dict(re.findall(r"^ +(e\w\w|eflags) = (0x[0-9a-f]+)", out, re.M))
        registers["efl"] = registers.pop("eflags", "0x0")
        check.equal(f"{name} registers", {k: hexadecimal(v) for k, v in sorted(registers.items())},
                    dict(sorted(thread["registers"].items())))

        # The words at ESP, against the dump's bytes found by hand: thread list, stack descriptor, RVA.
        data = dump.read_bytes()
        count, directory = struct.unpack_from("<II", data, 8)
        streams = {t: (size, rva) for t, size, rva in
                   (struct.unpack_from("<III", data, directory + 12 * i) for i in range(count))}
        rva = streams[3][1]
        words = [w for row in re.findall(r"^0x[0-9a-f]{8}:((?: 0x[0-9a-f]{8})+)", out, re.M) for w in row.split()]
        for i in range(struct.unpack_from("<I", data, rva)[0]):
            tid, _, _, _, _, start, size, at = struct.unpack_from("<IIIIQQII", data, rva + 4 + 48 * i)
            esp = int(thread["registers"]["esp"], 16)
            if tid == thread["thread_id"] and start <= esp < start + size - 32:
                expected = [f"{w:#010x}" for w in struct.unpack_from("<8I", data, at + esp - start)]
                check.equal(f"{name} memory at esp", words[:8], expected)
check.finish()
