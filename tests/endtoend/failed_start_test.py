#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A program that cannot start: one line names the DLL or the import, and the status is NT's."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import guest_program
import torture_set

PROGRAM = sys.argv.pop(1)
SOURCE = pathlib.Path(__file__).resolve().parent / "failed_start.c"

# what: DLL, entry of its import library, words, status [MS-ERREF]
STARTS = {
    "no_dll": ("absent.dll", "Value", "the DLL absent.dll was not found", 0xC0000135),
    "no_name": ("user.dll", "Value", "the entry point Value was not found in user.dll", 0xC0000139),
    "no_ordinal": ("first.dll", "Value @999 NONAME", "the ordinal 999 was not found in first.dll", 0xC0000138),
    "refused": ("refuses.dll", "Value", "the DLL refuses.dll failed to initialise", 0xC0000142),
}


class FailedStart(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not torture_set.have_compiler():
            print("skipped: clang-14, lld-14 and llvm-14 are not installed")
            sys.exit(77)
        cls.folder = tempfile.TemporaryDirectory()
        cls.dir = pathlib.Path(cls.folder.name)
        torture_set.build_libraries(PROGRAM, cls.dir)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def build(self, what, dll, entry):
        definition = self.dir / f"{what}.def"
        definition.write_text(f"LIBRARY {dll}\nEXPORTS\n{entry}\n")
        library = definition.with_suffix(".lib")
        subprocess.run(["llvm-dlltool-14", "-m", "i386", "-d", definition, "-D", dll, "-l", library], check=True)
        return guest_program.build(PROGRAM, SOURCE, self.dir, [library])

    def test_each_says_what_is_missing(self):
        for what, (dll, entry, words, status) in STARTS.items():
            with self.subTest(what):
                exe, log = self.build(what, dll, entry), self.dir / f"{what}.log"
                result = subprocess.run([PROGRAM, "run", exe, "--log", log], capture_output=True, text=True, timeout=300)
                self.assertEqual(result.stdout, "")
                self.assertIn(f"failed_start.exe: {words}: exit status 0x{status:x}\n", result.stderr)
                self.assertEqual(result.stderr.count("\n"), 1)
                events = [json.loads(line) for line in log.read_text().splitlines()]
                errors = [(e["status"], e["text"]) for e in events if e["kind"] == "hard-error"]
                self.assertEqual(errors, [(f"0x{status:x}", words)])
                self.assertEqual([e["status"] for e in events if e["kind"] == "process-exit"], [f"0x{status:x}"])


if __name__ == "__main__":
    unittest.main(verbosity=1)
