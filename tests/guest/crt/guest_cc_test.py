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
TEXTS = """
#include <windows.h>
#include <tchar.h>
#include <strsafe.h>
int _tmain(int argc, TCHAR **argv) {
  TCHAR name[16];
  char text[8];
  size_t length;
  HANDLE event = CreateEvent(NULL, TRUE, FALSE, _T("Ready"));
  _tcscpy_s(name, ARRAYSIZE(name), argv[1]);
  _tprintf(_T("%d %d "), argc, (int)_tcslen(name));
  printf("%d ", OpenEvent(EVENT_MODIFY_STATE, FALSE, TEXT("Ready")) != NULL && event != NULL);
  printf("%lx ", StringCchCopyA(text, sizeof(text), "seven..8"));
  printf("%lx ", StringCchLengthA(text, sizeof(text), &length));
  printf("%d ", (int)length);
  printf("%u %u %d\\n", LOWORD(0x12345678), HIBYTE(0x1234), (int)max(3, 4));
  return 0;
}
"""
PATHS = """
#include <windows.h>
#include <tchar.h>
static void show(DWORD n, const TCHAR *text) { _tprintf(_T("%d "), (int)n); _putts(text); }
int _tmain(int argc, TCHAR **argv) {
  TCHAR text[MAX_PATH], *part;
  OSVERSIONINFO version = {sizeof(version)};
  DWORD n = GetCurrentDirectory(MAX_PATH, text);
  show(n, text);
  n = GetFullPathName(_T("a\\\\b.txt"), MAX_PATH, text, &part);
  show(n, part);
  text[0] = 0;
  n = GetFullPathName(_T("a\\\\b.txt"), 4, text, &part);
  show(n, text);
  n = GetTempPath(MAX_PATH, text);
  show(n, text);
  n = ExpandEnvironmentStrings(_T("<%SystemRoot%>"), text, MAX_PATH);
  show(n, text);
  n = (DWORD)GetVersionEx(&version);
  show(n, version.szCSDVersion);
  n = GetTempFileName(_T("C:\\\\"), _T("abc"), 0x12, text);
  show(n, text);
  n = GetPrivateProfileString(_T("s"), _T("k"), _T("usual"), text, MAX_PATH, _T("C:\\\\none.ini"));
  show(n + GetPrivateProfileInt(_T("s"), _T("k"), 100, _T("C:\\\\none.ini")), text);
  return 0;
}
"""
PATHS_PRINT = ["17 C:\\Programs\\paths", "5 b.txt", "26 ", "16 C:\\WINDOWS\\TEMP\\", "13 <C:\\WINDOWS>",
               "1 Service Pack 3", "18 C:\\abc12.tmp", "105 usual"]
# Truncation, a refusal that the handler hears of, and one without a handler. Source: MSDN, "strcpy_s", "strncpy_s".
CHECKED = """
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static void hear(const wchar_t *e, const wchar_t *f, const wchar_t *file, unsigned int line, uintptr_t r) { puts("heard"); }
int main(int argc, char **argv) {
  char text[6] = "ab", *rest;
  printf("%d ", strcat_s(text, sizeof(text), "cde"));
  puts(text);
  printf("%d ", strncpy_s(text, sizeof(text), "longer", _TRUNCATE));
  puts(text);
  printf("%s ", strtok_s(text, "n", &rest));
  puts(rest);
  if (argc == 1) _set_invalid_parameter_handler(hear);
  printf("%d ", strcpy_s(text, sizeof(text), "sixsix"));
  printf("%d ", text[0]);
  printf("%d ", sprintf_s(text, sizeof(text), "%d", 12345));
  puts(text);
  return 0;
}
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

    def test_sources_for_either_width_of_characters(self):
        for options in ((), ("-DUNICODE", "-D_UNICODE")):
            with self.subTest(options):
                result = self.build("texts.c", TEXTS, *options)
                self.assertEqual((result.returncode, result.stderr), (0, ""))
                printed = self.run_program("texts.exe", "--", "twelve chars").stdout
                self.assertEqual(printed, "3 6 1 8007007a 0 7 22136 18 4\n")

    def test_functions_of_either_width(self):
        for options in ((), ("-DUNICODE", "-D_UNICODE")):
            with self.subTest(options):
                result = self.build("paths.c", PATHS, *options)
                self.assertEqual((result.returncode, result.stderr), (0, ""))
                lines = self.run_program("paths.exe").stdout.splitlines()
                self.assertEqual([lines[0], "5 " + lines[1].split(" ", 1)[1], *lines[2:]], PATHS_PRINT)
                self.assertEqual(lines[1].split()[0], "25")

    def test_checked_functions_refuse(self):
        result = self.build("checked.c", CHECKED)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        before = "0 abcde\n80 longe\nlo ge\n"
        self.assertEqual(self.run_program("checked.exe").stdout, before + "heard\n34 0 5 12345\n")
        ended = self.run_program("checked.exe", "--dump", "checked.dmp", "--truth", "checked.json", "--", "no-handler")
        self.assertEqual((ended.returncode, ended.stdout), (0, before))
        truth = json.loads((self.dir / "checked.json").read_text())
        self.assertEqual(truth["exception"]["code"], "0xc0000417")
        self.assertIn("strcpy_s", [frame["function"] for frame in truth["threads"][0]["frames"]])

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
