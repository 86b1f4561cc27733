#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Programs in less memory than they use: what they print, what is left when they ended, NT's status codes."""
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from guest_program import build

SKIPPED = 77
PROGRAM = sys.argv.pop(1)
HERE = pathlib.Path(__file__).resolve().parent
FULL = os.environ.get("DUMPLAB_STRESS") == "full"
PAGE = 0x1000

# Source: [MS-ERREF] and the pages of VirtualAlloc, VirtualProtect, CreateFileMapping and MapViewOfFile.
STATUSES = """reserve 00000000
commit 00000000
protect-uncommitted c000002d
reserve-taken c0000018
commit-unreserved c0000018
protect-write-copy c0000045
free-unallocated c00000a0
reserve-too-much c0000017
bad-protection c0000045
bad-pointer c0000005
query-kernel c000000d
process-handle c0000008
commit-limit c000012d
nothing-left-reserved 00000000
commit-limit c000012d
decommit 00000000
decommit 00000000
the-same-again 1
section-of-empty-file c000011e
section-too-big c0000040
section-disk-full c000007f
section-commit-limit c000012d
section-of-handle c0000024
section-of-no-handle c0000008
map-event c0000024
map-nothing c0000008
section 00000000
map-more-than-allowed c000004e
map 00000000
mapped twelve bytes
protect-more-than-allowed c000004e
commit-view c0000021
cut-mapped-file c0000243
written TWELVE bytes
unmap 00000000
unmap-again c0000019
map-misaligned c0000220
close 00000000
close-again c0000008
cut-file 00000000
write-from-nowhere c0000005
disk-full c000007f
write-running-program c0000043
open-pagefile 1
"""


def numbers(stderr, pattern):
    return [int(n) for n in re.search(pattern, stderr).groups()]


class Memory(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.dir = pathlib.Path(cls.folder.name)
        for source in HERE.glob("*.c"):
            build(PROGRAM, source, cls.dir)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def run_program(self, name, *options, arguments=(), expect=0):
        done = subprocess.run([PROGRAM, "run", str(self.dir / (name + ".exe")), "--stats", *options, "--", *arguments],
                              capture_output=True, text=True, timeout=600)
        self.assertEqual(done.returncode, expect, done.stderr)
        return done.stdout, done.stderr

    def stress(self, rounds, *options):
        (self.dir / "rounds.txt").write_text(str(rounds))
        return self.run_program("stress", "--also", str(self.dir / "stress.exe"), "--disk-add",
                                f"{self.dir / 'rounds.txt'}=C:\\stress.txt", "--check-memory", "500", *options)

    def test_the_stress_program_prints_the_same_in_any_memory_and_leaves_nothing_behind(self):
        outputs = set()
        for memory in ("2M", "4M", "256M"):
            for policy in ("fifo", "clock", "lru", "mru"):
                out, err = self.stress(5 if FULL else 0, "--memory", memory, "--policy", policy)
                outputs.add(out)
                evictions, = numbers(err, r"evictions (\d+)")
                self.assertEqual(evictions > 0, memory != "256M" and (FULL or memory == "2M"), (memory, policy))
                self.assertEqual(numbers(err, r"slots \d+, used (\d+)"), [0])
                self.assertEqual(numbers(err, r"charge (\d+)"), [0])
                self.assertEqual(re.findall(r"working set (\d+), peak \d+, commit (\d+)", err), [("0", "0")] * 2)
                used, = numbers(err, r"frames \d+, used (\d+)")
                self.assertLess(used, 64, "only images stay in memory")
                if FULL:
                    self.assertGreater(numbers(err, r"instructions (\d+)")[0], 50_000_000)
        self.assertEqual(len(outputs), 1, outputs)
        self.assertEqual(outputs.pop().count(" 0 failures"), 2)

    def test_clusters_and_processors_change_no_byte(self):
        plain, err = self.stress(0, "--memory", "1M")
        requests = numbers(err, r"requests (\d+)")[0]
        out, err = self.stress(0, "--memory", "1M", "--cluster", "8")
        self.assertEqual(out, plain)
        self.assertLess(numbers(err, r"requests (\d+)")[0], requests)
        out, _ = self.stress(0, "--memory", "2M", "--cpus", "4", "--cluster", "4")
        self.assertEqual(out.count(" 0 failures"), 2)
        self.assertEqual(self.stress(0, "--memory", "1M", "--policy", "mru"),
                         self.stress(0, "--memory", "1M", "--policy", "mru"), "the same run gives the same counts")

    def test_processes_share_the_frames_of_their_images(self):
        _, alone = self.run_program("touch_all")
        (self.dir / "other.exe").write_bytes((self.dir / "touch_all.exe").read_bytes())
        _, both = self.run_program("touch_all", "--also", str(self.dir / "other.exe"), "--process", "other.exe",
                                   "--quantum", "500")
        image = r"image (\d+)"
        own = 10
        self.assertLess(numbers(both, image)[0], numbers(alone, image)[0] + own, "only the other program's own pages")

    def test_the_dump_is_of_the_process_that_was_asked_for(self):
        (self.dir / "other.exe").write_bytes((self.dir / "touch_all.exe").read_bytes())
        for name in ("touch_all.exe", "other.exe"):
            dump = self.dir / "one.dmp"
            self.run_program("touch_all", "--also", str(self.dir / "other.exe"), "--process", name, "--dump", str(dump),
                             "--dump-type", "mini")
            text = subprocess.run([PROGRAM, "analyze", dump], capture_output=True, text=True, check=True).stdout
            self.assertIn(name, text)
        self.run_program("touch_all", "--process", "nobody.exe", expect=1)

    def test_a_program_needs_no_more_memory_than_it_uses_at_once(self):
        size = 1536 if FULL else 48
        dump = self.dir / "all.dmp"
        out, err = self.run_program("touch_all", "--memory", "16M", "--disk-size", "4G", "--dump", str(dump),
                                    arguments=[str(size)])
        self.assertRegex(out, f" {size} MiB, 0 wrong")
        base = int(out.split()[0], 16)
        self.assertGreater(numbers(err, r"evictions (\d+)")[0], (size << 8) - 4096)
        with dump.open("rb") as file:
            count, directory = struct.unpack("<8xII", file.read(16))
            file.seek(directory)
            streams = [struct.unpack("<III", file.read(12)) for _ in range(count)]
            file.seek(next(rva for kind, _, rva in streams if kind == 9))  # Memory64ListStream
            ranges, at = struct.unpack("<QQ", file.read(16))
            for start, length in [struct.unpack("<QQ", file.read(16)) for _ in range(ranges)]:
                if start == base:
                    break
                at += length
            self.assertEqual((start, length), (base, size << 20))
            for page in range(0, length, PAGE):
                file.seek(at + page)
                self.assertEqual(file.read(8), struct.pack("<II", base + page, 0))
        dump.unlink()

    def test_opt_knows_the_future(self):
        page_ins = {}
        for policy in ("fifo", "clock", "lru", "mru", "opt"):
            out, err = self.run_program("touch_all", "--memory", "1M", "--policy", policy, arguments=["2"])
            self.assertIn("0 wrong", out)
            page_ins[policy] = sum(numbers(err, r"image (\d+), file \d+, pagefile (\d+)"))
        self.assertEqual(min(page_ins, key=page_ins.get), "opt", page_ins)
        self.assertLess(page_ins["opt"], 0.6 * page_ins["lru"], "a cyclic scan")
        for options in ([], ["--also", str(self.dir / "stress.exe")]):
            _, err = self.run_program("stress", "--policy", "opt", *options, expect=1)
            self.assertRegex(err, "^dumplab: the policy opt needs one process with one thread; there are .*\n$")

    def test_services_say_what_cannot_be_had(self):
        out, _ = self.run_program("statuses", "--memory", "2M", "--check-memory", "20")
        self.assertEqual(out, STATUSES)

    def test_a_machine_that_is_too_small_is_said_to_be(self):
        _, err = self.run_program("sparse", "--memory", "1M", expect=1)
        self.assertIn("none of the 256 frames can be freed: too little memory", err)
        out, _ = self.run_program("sparse", "--memory", "2M")
        self.assertEqual(out, "touched\n")


if __name__ == "__main__":
    for tool in ("clang-14", "lld-link-14"):
        if not shutil.which(tool):
            print("skipped:", tool, "is not installed")
            sys.exit(SKIPPED)
    unittest.main()
