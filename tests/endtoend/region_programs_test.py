#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Programs with many threads, heaps and DLLs, stopped anywhere: no owner, state, type or protection is against truth."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import torture_set

PROGRAM = sys.argv.pop(1)
CAPTURES = ("exit", "tick:20000,60000,120000")
# MINIDUMP_TYPE, and the least share of committed bytes that must be named over all programs. 0x102 and 0x100: full memory
# and process data, process data alone, both without MemoryInfoList.
TYPES = {"full": 0.99, "0x102": 0.91, "mini": 0.74, "0x100": 0.66}


def number(text):
    return int(text, 16)


def is_right(claimed, truth):
    return claimed in ("unknown", truth) or claimed.endswith(":unknown") and truth.startswith(claimed[:-len("unknown")])


def pieces(ours, truth):
    """(bytes, our region, the true one) wherever one of each holds; both lists cover the address space."""
    i = 0
    for region in ours:
        base, end = number(region["base"]), number(region["base"]) + number(region["size"])
        while i < len(truth):
            true_base = number(truth[i]["base"])
            true_end = true_base + number(truth[i]["size"])
            if min(end, true_end) > max(base, true_base):
                yield min(end, true_end) - max(base, true_base), region, truth[i]
            if true_end > end:
                break
            i += 1


class RegionsOfPrograms(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.scratch.name)
        cls.built = torture_set.build_all(PROGRAM, cls.folder)

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def dumps(self, program, capture, dump_type):
        """Runs a program; gives (name, our regions, true regions) of each dump that was taken."""
        with tempfile.TemporaryDirectory() as folder:
            dump = pathlib.Path(folder) / "x.dmp"
            dlls = [word for dll in program.libraries
                    for word in ("--disk-add", f"{self.folder / dll}.dll=C:\\Programs\\{dll}.dll")]
            subprocess.run([PROGRAM, "run", self.built[program.name], "--seed", "5", "--capture", capture, *dlls, "--dump",
                            dump, "--dump-type", dump_type, "--truth", dump.with_suffix(".json"), "--", *program.arguments],
                           capture_output=True, cwd=folder, timeout=120)
            for taken in sorted(pathlib.Path(folder).glob("*.dmp")):
                result = subprocess.run([PROGRAM, "analyze", "--regions", "--json", taken], capture_output=True, timeout=60)
                truth = json.loads(taken.with_suffix(".json").read_text())
                name = f"{program.name} {capture} {dump_type} {taken.name}"
                yield name, json.loads(result.stdout)["regions"], truth["regions"]

    def test_nothing_is_against_truth(self):
        for dump_type, floor in TYPES.items():
            committed = named = count = 0
            for program in torture_set.programs():
                for capture in CAPTURES:
                    for name, ours, truth in self.dumps(program, capture, dump_type):
                        count += 1
                        for size, claimed, true in pieces(ours, truth):
                            self.assertTrue(is_right(claimed["owner"], true["owner"]), (name, claimed, true))
                            for key in ("state", "type", "protect"):
                                self.assertIn(claimed[key], (None, true[key]), (name, key, claimed, true))
                            if true["state"] == "MEM_COMMIT":
                                committed += size
                                named += size * (claimed["owner"] != "unknown")
            self.assertGreater(count, 60)
            print(f"{dump_type}: {count} dumps, {named / committed:.4f} of {committed} committed bytes named")
            self.assertGreaterEqual(named / committed, floor, dump_type)


if not torture_set.have_compiler():
    print("skipped: clang-14, lld-14 and llvm-14 are not installed")
    sys.exit(77)
unittest.main()
