#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""lldb shows the same stacks as Windows' debuggers where its unwinder can.

It cannot show:
* the event thread's own stack in the filter: for that thread lldb shows the registers of the Exception stream only;
* the function that an APC interrupted: it is in the CONTEXT on the stack, not at a return address. Its caller is shown.
"""
import pathlib
import re
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "endtoend"))
import stack_set  # noqa: E402
import torture_set  # noqa: E402
from generated_dumps import run, skip  # noqa: E402

INTERRUPTED = "kernel32!SleepEx"
FRAME = re.compile(r"^ +\*? ?frame #\d+: 0x[0-9a-f]+ (?:([^`]+)`(.+))?")

lldb = shutil.which("lldb")
if not lldb:
    skip("lldb is not installed")
if not torture_set.have_compiler():
    skip("clang-14, lld-14 and llvm-14 are not installed")
program = str(pathlib.Path(sys.argv[1]).resolve())
system = pathlib.Path(program).parent.parent / "share/dumplab/guest/system"


def threads_in_lldb(folder):
    commands = [f"settings set target.exec-search-paths {folder} {system}", f"target create --core {folder / 'a.dmp'}",
                "bt all"]
    threads = []
    for line in run(lldb, "-b", *[word for c in commands for word in ("-o", c)], check=False).stdout.splitlines():
        if re.match(r"^[ *] thread #\d+", line):
            threads.append([])
        frame = FRAME.match(line)
        if frame and threads:
            function = re.split(r"[( ]| at | \+ ", frame.group(2) or "")[0]
            threads[-1].append(stack_set.name_of(frame.group(1), function))
    return threads


def compare(folder, stop, dump_type):
    """Gives the number of stacks that were compared and the number that differ."""
    stack_set.take(program, folder, stop, dump_type, "a.dmp")
    threads = threads_in_lldb(folder)
    compared = wrong = 0
    for stack in stop.stacks:
        by_apc = "ntdll!KiUserApcDispatcher" in stack.frames
        wanted = [name for name in stack.frames if not (by_apc and name == INTERRUPTED)]
        if not any(stack_set.missing(wanted, frames) is None for frames in threads):
            wrong += 1
            print(f"{stop.name}, {dump_type}: wanted {wanted}, lldb has {threads}")
        compared += 1
    return compared, wrong


with tempfile.TemporaryDirectory() as name:
    stack_set.build_all(program, name)
    results = [compare(pathlib.Path(name), stop, dump_type) for stop in stack_set.STOPS for dump_type in ("full", "mini")]
compared, wrong = map(sum, zip(*results))
print(f"{compared} stacks compared, {wrong} differ")
sys.exit(1 if wrong or not compared else 0)
