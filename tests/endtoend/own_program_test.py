#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A program from outside the set, failing in every way: NT's codes and parameters, and stacks that equal truth."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
SOURCE = pathlib.Path(__file__).resolve().parent / "own_program.c"
GUEST_CC = SOURCE.parents[2] / "tools/guest-cc"
os.environ["DUMPLAB_GUEST"] = str(pathlib.Path(PROGRAM).resolve().parent.parent / "share/dumplab/guest")

# code, parameters (None: not looked at); source: the public tables of NT's exception dispatching.
FAILURES = {
    "int3": ("0x80000003", ["0x0", "0x0", "0x0"]),
    "ud2": ("0xc000001d", []),
    "phaddw": ("0xc000001d", []),
    "rdpmc": ("0xc0000096", []),
    "hlt": ("0xc0000096", []),
    "fdiv": ("0xc000008e", ["0x0"]),
    "divss": ("0xc00002b5", ["0x0"]),
    "int55": ("0xc0000005", ["0x0", "0xffffffff"]),
    "quotient": ("0xc0000095", []),
    "zero": ("0xc0000094", []),
    "raise": ("0xe0001234", ["0x7", "0x8"]),
    "nowhere": ("0xc0000005", ["0x0", "0x0"]),
    "rowrite": ("0xc0000005", None),
    "esp": ("0xc0000005", ["0x1", "0xc"]),
    "overflow": ("0xc00000fd", None),
}


def names(frames):
    return [(f["eip"], f["module"], f["function"]) for f in frames]


class OwnProgram(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not shutil.which("clang-14") or not shutil.which("lld-link-14"):
            raise unittest.SkipTest("clang-14 and lld-14 are not installed")
        cls.folder = tempfile.TemporaryDirectory()
        cls.dir = pathlib.Path(cls.folder.name)
        cls.exe = cls.dir / "prog.exe"
        subprocess.run([GUEST_CC, SOURCE, "--stack", "0x40000,0x1000", "-o", cls.exe], check=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def run_program(self, what, *options):
        return subprocess.run([PROGRAM, "run", str(self.exe), "--seed", "3", *map(str, options), "--", what],
                              capture_output=True, text=True, timeout=300)

    def test_a_program_that_ends_normally_leaves_no_dump(self):
        target = self.dir / "none.dmp"
        result = self.run_program("exit", "--dump", target)
        wrap = lambda n: (n + 128) % 256 - 128
        self.assertEqual(result.stdout, f"depth {sum(wrap(n) for n in range(501))}\n")
        self.assertEqual(result.returncode, 1)
        self.assertIn("exit status 0x3", result.stderr)
        self.assertFalse(target.exists())
        self.assertEqual(self.run_program("exit").returncode, 0)

    def test_failures(self):
        for what, (code, parameters) in FAILURES.items():
            with self.subTest(what):
                dump, truth_file, log = (self.dir / (what + end) for end in (".dmp", ".json", ".log"))
                result = self.run_program(what, "--dump", dump, "--truth", truth_file, "--log", log)
                self.assertEqual(result.returncode, 0, result.stderr)
                truth = json.loads(truth_file.read_text())
                seen = json.loads(subprocess.run([PROGRAM, "analyze", "--json", "--symbols", str(self.dir), str(dump)],
                                                 capture_output=True, text=True, check=True).stdout)
                self.assertEqual(seen["exception"]["code"], code)
                if parameters is not None:
                    self.assertEqual(seen["exception"]["parameters"], parameters)
                self.assertEqual(seen["problems"], [])
                self.assertEqual(seen["regions"], truth["regions"])
                for thread in truth["threads"]:
                    found = next(t for t in seen["threads"] if t["thread_id"] == thread["thread_id"])
                    self.assertEqual(found["registers"], thread["registers"])
                    for key in ("frames", "own_frames"):
                        self.assertEqual(names(found[key]), names(thread[key]), found["stop"])
                mnemonics = [json.loads(line)["mnemonic"] for line in log.read_text().splitlines()
                             if '"unimplemented-instruction"' in line]
                # ISA newer than the machine's is an instruction that it does not have, and says so.
                self.assertEqual(mnemonics, ["phaddw"] if what == "phaddw" else [])

    def test_the_stack_grew_down_to_its_last_page(self):
        log = self.dir / "grow.log"
        self.run_program("overflow", "--log", log)
        limits = [int(json.loads(line)["limit"], 16) for line in log.read_text().splitlines() if '"stack-growth"' in line]
        self.assertEqual(limits, sorted(limits, reverse=True))
        self.assertGreater(len(limits), 50)


if __name__ == "__main__":
    unittest.main(verbosity=1)
