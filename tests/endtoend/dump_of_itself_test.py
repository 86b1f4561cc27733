#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Dumps that programs write of themselves with dbghelp!MiniDumpWriteDump. Source of the expectations: MSDN."""
import json
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest

import guest_program
import stack_set
import torture_set

PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
SOURCE = pathlib.Path(__file__).resolve().parent / "own_dumps/dumping.c"
OBJ2YAML = shutil.which("obj2yaml-14") or shutil.which("obj2yaml")
LLDB = shutil.which("lldb")

# MINIDUMP_STREAM_TYPE
THREADS, MODULES, MEMORY, EXCEPTION, SYSTEM, MEMORY64, HANDLES, UNLOADED, MISC, REGIONS, THREAD_INFO = (
    3, 4, 5, 6, 7, 9, 12, 14, 15, 16, 17)
OPTIONAL = {MEMORY, MEMORY64, HANDLES, UNLOADED, REGIONS, THREAD_INFO}
USER_STREAMS = {0x10001: b"why it failed\0", 0x4D4B0001: bytes([0, 1, 2, 253, 254, 255])}

# MINIDUMP_TYPE: (streams of OPTIONAL, places that are in the dump beside the stacks)
TYPES = {
    0x0: ({MEMORY}, set()),
    0x1: ({MEMORY}, {"data"}),  # WithDataSegs
    0x2: ({MEMORY64}, {"data", "heap", "header", "teb"}),  # WithFullMemory
    0x4: ({MEMORY, HANDLES}, set()),  # WithHandleData
    # WithIndirectlyReferencedMemory: the array of user streams, on the stack, points into .data too
    0x40: ({MEMORY}, {"data", "heap"}),
    0x100: ({MEMORY}, {"teb"}),  # WithProcessThreadData
    0x200: ({MEMORY}, {"heap", "teb"}),  # WithPrivateReadWriteMemory
    0x800: ({MEMORY, REGIONS}, set()),  # WithFullMemoryInfo
    0x1000: ({MEMORY, THREAD_INFO}, set()),  # WithThreadInfo
    0x80000: ({MEMORY}, {"header"}),  # WithModuleHeaders
    0x1806: ({MEMORY64, HANDLES, REGIONS, THREAD_INFO}, {"data", "heap", "header", "teb"}),
}
CONTENTS = {"data": struct.pack("<I", 0x12345678), "heap": b"in the heap\0", "header": b"MZ"}

FILTER = ["dumping!DumpingFilter", "kernel32!UnhandledExceptionFilter", "kernel32!BaseProcessStart",
          "kernel32!_except_handler3", "ntdll!ExecuteHandler2", "ntdll!KiUserExceptionDispatcher"]
FAULTING = ["dumping!Faulting", "dumping!fail_with", "dumping!main", "dumping!mainCRTStartup", "kernel32!BaseProcessStart"]
WRITING = ["dbghelp!MiniDumpWriteDump", "dumping!write_dump"]


def streams_of(data):
    """{type: content}, read by the published format."""
    signature, _, count, directory = struct.unpack_from("<4sIII", data)
    assert signature == b"MDMP"
    rows = [struct.unpack_from("<III", data, directory + 12 * i) for i in range(count)]
    return {kind: data[at:at + size] for kind, size, at in rows if kind}


def ranges_of(data):
    """[(first address, bytes)] of the memory list that is there."""
    streams = streams_of(data)
    if MEMORY64 in streams:
        count, at = struct.unpack_from("<QQ", streams[MEMORY64])
        ranges = []
        for i in range(count):
            start, size = struct.unpack_from("<QQ", streams[MEMORY64], 16 + 16 * i)
            ranges.append((start, data[at:at + size]))
            at += size
        return ranges
    rows = [struct.unpack_from("<QII", streams[MEMORY], 4 + 16 * i)
            for i in range(struct.unpack_from("<I", streams[MEMORY])[0])]
    return [(start, data[at:at + size]) for start, size, at in rows]


def bytes_at(data, address, size):
    for start, content in ranges_of(data):
        if start <= address and address + size <= start + len(content):
            return content[address - start:address - start + size]
    return None


def names(frames):
    return [stack_set.name_of(f["module"], f["function"]) for f in frames or []]


class DumpOfItself(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not torture_set.have_compiler():
            print("skipped: clang-14, lld-14 and llvm-14 are not installed")
            sys.exit(77)
        cls.folder = tempfile.TemporaryDirectory()
        cls.dir = pathlib.Path(cls.folder.name)
        guest_program.build(PROGRAM, SOURCE, cls.dir, ["-l", "dbghelp"])

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def run_program(self, way, dump_type, *options):
        """(what it printed, bytes of the dump)"""
        result = subprocess.run([PROGRAM, "run", "dumping.exe", "--disk-get", "C:\\self.dmp=self.dmp", *options, "--", way,
                                 f"{dump_type:x}"], capture_output=True, text=True, cwd=self.dir, timeout=300)
        self.assertIn("ended with exit status", result.stderr)
        return result.stdout, (self.dir / "self.dmp").read_bytes()

    def analyze(self):
        words = [PROGRAM, "analyze", "--json", "--symbols", ".", "self.dmp"]
        seen = json.loads(subprocess.run(words, capture_output=True, text=True, check=True, cwd=self.dir).stdout)
        self.assertEqual(seen["problems"], [])
        return seen

    def assert_stack(self, wanted, frames):
        self.assertIsNone(stack_set.missing(wanted, frames), f"\nwanted {wanted}\nfound  {frames}")

    def assert_exception(self, seen):
        exception = seen["exception"]
        self.assertEqual((exception["code"], exception["parameters"]), ("0xc0000005", ["0x1", "0x30"]))
        thread = next(t for t in seen["threads"] if t["thread_id"] == exception["thread_id"])
        self.assertEqual(thread["registers"]["eip"], exception["address"])
        self.assert_stack(FAULTING, names(thread["frames"]))
        self.assertEqual(names(thread["frames"])[0], "dumping!Faulting")
        return thread

    def test_in_the_filter(self):
        for dump_type in (0x0, 0x2):
            with self.subTest(hex(dump_type)):
                printed, data = self.run_program("filter", dump_type)
                self.assertEqual(printed, "TRUE 0\n")
                seen = self.analyze()
                thread = self.assert_exception(seen)
                self.assert_stack([*WRITING, *FILTER, *FAULTING], names(thread["own_frames"]))
                self.assertEqual({k: v for k, v in streams_of(data).items() if k > 0xFFFF}, USER_STREAMS)

    def test_in_a_thread_that_the_filter_wakes(self):
        for dump_type in (0x0, 0x1806):
            with self.subTest(hex(dump_type)):
                printed, data = self.run_program("thread", dump_type)
                self.assertEqual(printed, "TRUE 0\n")
                seen = self.analyze()
                thread = self.assert_exception(seen)
                self.assert_stack(["ntdll!NtWaitForSingleObject", "kernel32!WaitForSingleObject", "dumping!WakingFilter",
                                   *FILTER[1:], *FAULTING], names(thread["own_frames"]))
                writer = next(t for t in seen["threads"] if t is not thread)
                self.assert_stack([*WRITING, "dumping!DumpingThread", "kernel32!BaseThreadStart"], names(writer["frames"]))
                events = [h for h in seen["handles"] if h["type"] == "Event" and h["name"]]
                self.assertEqual([re.sub(r".*\\", "", h["name"]) for h in events], ["Wanted"] if dump_type & 4 else [])

    def test_what_each_type_holds(self):
        for dump_type, (streams, places) in TYPES.items():
            with self.subTest(hex(dump_type)):
                printed, data = self.run_program("healthy", dump_type)
                answer, line = printed.splitlines()
                self.assertEqual(answer, "TRUE 0")
                addresses = {name: int(at, 16) for name, at in re.findall(r"(\w+) (?:0x)?([0-9a-fA-F]+)", line)}
                self.assertEqual(struct.unpack_from("<Q", data, 24)[0], dump_type)  # Flags
                found = streams_of(data)
                self.assertEqual(set(found) & OPTIONAL, streams)
                self.assertLessEqual({THREADS, MODULES, SYSTEM, MISC}, set(found))
                self.assertNotIn(EXCEPTION, found)
                here = {name for name in ("data", "heap", "header", "teb") if bytes_at(data, addresses[name], 4)}
                self.assertEqual(here, places)
                for name in here & set(CONTENTS):
                    self.assertEqual(bytes_at(data, addresses[name], len(CONTENTS[name])), CONTENTS[name])
                self.assertEqual(bytes_at(data, addresses["stack"], 4), struct.pack("<I", addresses["heap"]))
                seen = self.analyze()
                self.assertIsNone(seen["exception"])
                self.assertEqual(bool(seen["handles"]), HANDLES in streams)
                self.assert_stack([*WRITING, "dumping!healthy", "dumping!main"], names(seen["threads"][0]["frames"]))
                # The open file itself is one of the handles.
                if HANDLES in streams:
                    self.assertIn("File", {h["type"] for h in seen["handles"]})

    def test_what_is_refused(self):
        # E_HANDLE of a Win32 error: ERROR_INVALID_HANDLE 6, ERROR_INVALID_PARAMETER 87, ERROR_ACCESS_DENIED 5.
        printed, data = self.run_program("refused", 0)
        self.assertEqual(printed.split(), [*["FALSE", "80070006"] * 5, "FALSE", "80070057", "FALSE", "80070005", "size", "4"])
        self.assertEqual(data, b"kept")

    def test_the_dump_depends_on_nothing_but_the_seed(self):
        first = self.run_program("thread", 0x1806, "--seed", "4")
        self.assertEqual(first, self.run_program("thread", 0x1806, "--seed", "4"))
        self.assertNotEqual(first, self.run_program("thread", 0x1806, "--seed", "5"))

    @unittest.skipUnless(OBJ2YAML, "obj2yaml is not installed")
    def test_obj2yaml_reads_it(self):
        for dump_type in TYPES:
            with self.subTest(hex(dump_type)):
                _, data = self.run_program("filter", dump_type)
                text = subprocess.run([OBJ2YAML, self.dir / "self.dmp"], capture_output=True, text=True, check=True).stdout
                kinds = re.findall(r"^  - Type: +(\S+)", text, re.M)
                self.assertEqual(len(kinds), len(streams_of(data)))
                for kind, content in USER_STREAMS.items():
                    shown = re.search(rf"Type: +0x0*{kind:X}\n +Content: +'?([0-9A-F]+)", text)
                    self.assertIsNotNone(shown, kinds)
                    self.assertEqual(bytes.fromhex(shown.group(1)), content)

    @unittest.skipUnless(LLDB, "lldb is not installed")
    def test_lldb_reads_it(self):
        system = pathlib.Path(PROGRAM).parent.parent / "share/dumplab/guest/system"
        for dump_type in TYPES:
            with self.subTest(hex(dump_type)):
                self.run_program("filter", dump_type)
                commands = [f"settings set target.exec-search-paths {self.dir} {system}",
                            f"target create --core {self.dir / 'self.dmp'}", "bt"]
                text = subprocess.run([LLDB, "-b", *[word for c in commands for word in ("-o", c)]], capture_output=True,
                                      text=True, timeout=300).stdout
                self.assertIn("stop reason = Exception 0xc0000005", text)
                frames = [f"{m}!{f}" for m, f in re.findall(r"frame #\d+: 0x[0-9a-f]+ (\w+)\.\w+`([\w@]+)", text)]
                self.assert_stack(FAULTING, frames)


if __name__ == "__main__":
    unittest.main(verbosity=1)
