#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Programs that read their own heaps and loader data. Expected: XP SP3's structures (sources: src/formats/nt/layout.h)."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import guest_program
import torture_set

PROGRAM = sys.argv.pop(1)
FOLDER = pathlib.Path(__file__).resolve().parent / "structures"

COMMON = """\
segment at 640, signature ffeeffee, first entry at 680, lock at 608
in the list of the process: 1
"""
# 16 bytes take 3 units of 8 with the header; with checks also 8 bytes of tail and 8 of HEAP_ENTRY_EXTRA, flags 7.
HEAP = {
    0: f"""\
process heap: signature eeffeeff, flags 2, forced 0
threshold fe00, align f fffffff8
{COMMON}heap of class 1: signature eeffeeff, flags 1002, forced 0
threshold fe00, align f fffffff8
{COMMON}block of 16: size 3, previous 3, flags 01, unused 8
freed: total 3 more, list 1, bit 1
joined: size 6 = 2 * 3, list of one 1, old bit 0
next one's previous size 6
large: in the list 1, commit 91000, flags 0b
list empty 1
segments 1 and 2: 1 0, last 1
of this heap 1, signature ffeeffee
blocks fill the segments 1, ranges agree 1, free bytes agree 1
valid 1, all valid 1
a wrong total: 0, a wrong bit: 0, a wrong size: 0, repaired: 1
""",
}
HEAP[0xF0] = (HEAP[0].replace("flags 2, forced 0", "flags 60000062, forced 60000060")
              .replace("flags 1002, forced 0", "flags 60001062, forced 60000060")
              .replace("align f ", "align 17 ")
              .replace("size 3, previous 3, flags 01, unused 8", "size 5, previous 5, flags 07, unused 18")
              .replace("total 3", "total 5").replace("size 6 = 2 * 3", "size a = 2 * 5")
              .replace("previous size 6", "previous size a"))

# LDRP_IMAGE_DLL 4, LDRP_ENTRY_PROCESSED 4000, LDRP_STATIC_LINK 2 (kernel32 imports ntdll), LDRP_PROCESS_ATTACH_CALLED
# 80000, LDRP_DONT_CALL_FOR_THREADS 40000 (kernel32 asks for it).
STATIC = """\
load order, length 28, initialized 1
  loader_structures.exe: count ffff, flags 4000
  ntdll.dll: count ffff, flags 4006
  kernel32.dll: count ffff, flags c4006
"""
ORDER = """\
initialization order
  ntdll.dll: count ffff, flags 4006
  kernel32.dll: count ffff, flags c4006
"""
FIRST = "  first.dll: count 2, flags 84004\n"
LOADER = (STATIC + ORDER + STATIC + FIRST + ORDER + FIRST +
          "DllMain calls 2, with the loader lock 2\ntrace: 4 to 19, in place 16, first.dll\n")


class Structures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not torture_set.have_compiler():
            print("skipped: clang-14, lld-14 and llvm-14 are not installed")
            sys.exit(77)
        cls.folder = tempfile.TemporaryDirectory()
        cls.dir = pathlib.Path(cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def run_program(self, exe, *options):
        result = subprocess.run([PROGRAM, "run", exe, *options], capture_output=True, text=True, timeout=600)
        self.assertIn("exit status 0x0", result.stderr)
        return result.stdout

    def test_heaps(self):
        exe = guest_program.build(PROGRAM, FOLDER / "heap_structures.c", self.dir)
        for flags, text in HEAP.items():
            with self.subTest(hex(flags)):
                self.assertEqual(self.run_program(exe, "--global-flags", f"{flags:x}"), text)

    def test_heap_storm_with_every_check(self):
        storm = next(p for p in torture_set.programs() if p.name == "heap_storm")
        exe = guest_program.build(PROGRAM, torture_set.FOLDER / "heap_storm.c", self.dir)
        self.assertEqual(self.run_program(exe, "--global-flags", "f0", "--cpus", "2"), storm.expected())

    def test_registration_nodes(self):
        exe = guest_program.build(PROGRAM, FOLDER / "broken_chain.c", self.dir)
        self.assertEqual(self.run_program(exe), "handler: flags 0\ncontinued\n")
        for what in ("outside", "misaligned", "stack-code"):
            with self.subTest(what):
                log = self.dir / f"{what}.log"
                result = subprocess.run([PROGRAM, "run", exe, "--log", log, "--", what], capture_output=True, text=True,
                                        timeout=600)
                self.assertEqual(result.stdout, "")
                self.assertIn("fault captured", result.stderr)
                codes = [json.loads(line)["code"] for line in log.read_text().splitlines() if '"exception"' in line]
                self.assertEqual(codes, ["0xe0000050"])

    def test_flags_that_are_no_number(self):
        for text in ("zz", "", "123456789", "7 0"):
            result = subprocess.run([PROGRAM, "run", "x.exe", f"--global-flags={text}"], capture_output=True, text=True)
            self.assertNotEqual(result.returncode, 0)
            self.assertIn("--global-flags", result.stderr)

    def test_loader(self):
        torture_set.build_libraries(PROGRAM, self.dir)
        exe = guest_program.build(PROGRAM, FOLDER / "loader_structures.c", self.dir, ["--link", "/export:Record"])
        library = f"--disk-add={self.dir / 'first.dll'}=C:\\Programs\\loader_structures\\first.dll"
        self.assertEqual(self.run_program(exe, library), LOADER)


if __name__ == "__main__":
    unittest.main(verbosity=1)
