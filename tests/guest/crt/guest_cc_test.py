#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tools/guest-cc: its results, its warnings, its errors, and how run-time library programs end."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

GUEST_CC = sys.argv.pop(2)
PROGRAM = sys.argv.pop(1)
os.environ["DUMPLAB_GUEST"] = str(pathlib.Path(PROGRAM).resolve().parent.parent / "share/dumplab/guest")

THROW = """
#include <stdexcept>
struct Guard { ~Guard() {} };
__attribute__((noinline)) void check(int value) { Guard guard; if (value > 0) throw std::runtime_error("too much"); }
int main(int argc, char **) { check(argc); }
"""
TRY = """
#include <windows.h>
#include <stdio.h>
__attribute__((noinline)) static int load(int *p) { return *p; }
int main(void) {
  int *volatile p = 0, r = 0;
  __try { r = load(p); } __except (EXCEPTION_EXECUTE_HANDLER) { puts("caught"); }
  __try { r = *p; } __except (EXCEPTION_EXECUTE_HANDLER) { }
  __try { r = 10 / r; r = 10 / 2; } __finally { r++; }
  return r;
}
"""
JUMP = """
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
static jmp_buf place;
__attribute__((noinline)) static void leave(void) { longjmp(place, 5); }
__attribute__((noinline)) static void inner(void) { __try { leave(); } __finally { puts("finally"); } }
static void last(void) { puts("last"); }
int main(int argc, char **argv) {
  atexit(last);
  for (int i = 1; i < argc; i++) printf("<%s>", argv[i]);
  int value = setjmp(place);
  if (value == 0) inner();
  printf("%d\\n", value);
  exit(7);
}
"""
ASSERT = """
#include <assert.h>
int main(int argc, char **argv) { assert(argc == 5); return 0; }
"""


@unittest.skipUnless(shutil.which("clang-14") and shutil.which("lld-link-14"), "clang-14 and lld-14 are not installed")
class GuestCc(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.dir = pathlib.Path(self.folder.name)

    def build(self, name, text, *options):
        (self.dir / name).write_text(text)
        return subprocess.run([GUEST_CC, name, *options], cwd=self.dir, capture_output=True, text=True)

    def run_program(self, name, *options):
        return subprocess.run([PROGRAM, "run", str(self.dir / name), *options], cwd=self.dir, capture_output=True, text=True,
                              timeout=60)

    def test_a_throw_ends_in_a_dump(self):
        result = self.build("throw.cpp", THROW, "-O1", "-o", "throw.exe")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.run_program("throw.exe", "--dump", "throw.dmp")
        seen = json.loads(subprocess.run([PROGRAM, "analyze", "--json", str(self.dir / "throw.dmp")], capture_output=True,
                                         text=True, check=True, cwd=self.dir).stdout)
        self.assertEqual(seen["exception"]["code"], "0xe06d7363")
        self.assertEqual(seen["exception"]["parameters"][0], "0x19930520")
        thread = next(t for t in seen["threads"] if t["thread_id"] == seen["exception"]["thread_id"])
        functions = [frame["function"] for frame in thread["frames"]]
        self.assertEqual(functions[:4], ["RaiseException", "_CxxThrowException", "check", "main"])

    def test_a_plain_statement_under_try_is_warned_of(self):
        result = self.build("try.c", TRY, "-o", "try.exe")
        self.assertEqual(result.returncode, 0, result.stderr)
        warned = [line.split(": warning: ")[0] for line in result.stderr.splitlines()]
        self.assertEqual(warned, ["try.c:8:15", "try.c:9:15"])
        self.assertIn("caught", self.run_program("try.exe").stdout)

    def test_longjmp_runs_finally_blocks_and_exit_the_registered_functions(self):
        self.assertEqual(self.build("jump.c", JUMP).returncode, 0)
        result = self.run_program("jump.exe", "--", "one")
        self.assertEqual(result.stdout, "<one>finally\n5\nlast\n")
        self.assertIn("exit status 0x7", result.stderr)

    def test_a_failed_assertion_says_where_and_ends_with_3(self):
        self.assertEqual(self.build("check.c", ASSERT).returncode, 0)
        result = self.run_program("check.exe")
        self.assertIn("Assertion failed: argc == 5, file check.c, line 3", result.stdout)
        self.assertIn("exit status 0x3", result.stderr)

    def test_an_error_leaves_nothing(self):
        result = self.build("wrong.c", "int main(void) { return missing(); }\n", "-o", "wrong.exe")
        self.assertEqual(result.returncode, 1)
        self.assertIn("missing", result.stderr)
        self.assertEqual(sorted(p.name for p in self.dir.iterdir()), ["wrong.c"])

    def test_a_dll_and_its_import_library(self):
        dll = self.build("twice.c", "__declspec(dllexport) int twice(int x) { return 2 * x; }\n", "--dll", "-o", "twice.dll")
        self.assertEqual(dll.returncode, 0, dll.stderr)
        program = self.build("main.c", "__declspec(dllimport) int twice(int);\nint main(void) { return twice(21); }\n",
                             "-l", "twice", "-o", "main.exe")
        self.assertEqual(program.returncode, 0, program.stderr)
        self.assertTrue((self.dir / "main.map").exists() and (self.dir / "main.pdb").exists())

    def test_a_missing_compiler_names_the_packages(self):
        (self.dir / "a.c").write_text("int main(void) { return 0; }\n")
        result = subprocess.run([sys.executable, GUEST_CC, "a.c"], cwd=self.dir, capture_output=True, text=True,
                                env={**os.environ, "PATH": str(self.dir)})
        self.assertEqual(result.returncode, 1)
        self.assertIn("clang-14 and lld-14", result.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)
