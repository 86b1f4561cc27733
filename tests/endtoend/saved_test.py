#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A machine that was saved and loaded gives what a run without a stop gives; damaged files are refused in one line."""
import json
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest

from guest_program import build

SKIPPED = 77
PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
HERE = pathlib.Path(__file__).resolve().parent


class Saved(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.dir = pathlib.Path(cls.folder.name)
        cls.stress = build(PROGRAM, HERE / "memory/stress.c", cls.dir)
        cls.touch = build(PROGRAM, HERE / "memory/touch_all.c", cls.dir)
        cls.objects = build(PROGRAM, HERE / "objects.c", cls.dir)
        cls.continued = build(PROGRAM, HERE / "saved/continued.c", cls.dir)
        (cls.dir / "data.bin").write_bytes(bytes(i * i % 251 for i in range(20000)))
        (cls.dir / "rounds.txt").write_text("0")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def run_machine(self, *words, expect=0):
        result = subprocess.run([PROGRAM, "run", *map(str, words)], capture_output=True, text=True, cwd=self.dir,
                                timeout=300)
        self.assertEqual(result.returncode, expect, result.stderr)
        return result

    def compare(self, words, parts):
        """Stops after each of `parts` of the run's time, goes on, and compares with a run that did not stop."""
        whole = self.run_machine(*words, "--log", "whole.log", "--stats")
        seconds = float(re.search(r"simulated time ([\d.]+) s", whole.stderr).group(1))
        self.compare_stops(words, whole, [int(seconds * 10_000_000 * part) for part in parts])

    def compare_stops(self, words, whole, ticks):
        for tick in ticks:
            with self.subTest(words=words, tick=tick):
                first = self.run_machine(*words, "--capture", f"tick:{tick}", "--save", "half.machine")
                second = self.run_machine("--load", "half.machine", "--log", "second.log", "--stats")
                self.assertEqual(first.stdout + second.stdout, whole.stdout)
                self.assertEqual(second.stderr.splitlines()[:-1], whole.stderr.splitlines()[:-1])
                self.assertEqual((self.dir / "second.log").read_bytes(), (self.dir / "whole.log").read_bytes())

    def test_two_processes_of_four_threads_whose_pages_come_and_go(self):
        for cpus in (1, 2):
            for options in ("--memory 1M --policy clock", "--memory 1M --policy fifo", "--memory 1M --policy lru",
                            "--memory 2M --policy mru --cluster 8", "--memory 64M"):
                self.compare([self.stress, "--also", self.stress, "--disk-add", "rounds.txt=C:\\stress.txt", "--cpus", cpus,
                              *options.split()], (0.1, 0.47, 0.8))

    def test_every_kind_of_object_is_there_again(self):
        for cpus in (1, 3):
            self.compare([self.objects, "--cpus", cpus], (step / 16 for step in range(16)))

    def test_stops_inside_transfers_timers_suspensions_apcs_and_names(self):
        words = [self.continued, "--also", self.continued, "--disk-add", "data.bin=C:\\data.bin"]
        for cpus in (1, 2):
            words = [*words, "--cpus", cpus]
            whole = self.run_machine(*words, "--log", "whole.log", "--stats")
            calls = {}  # time of each system call, by name
            for line in (self.dir / "whole.log").read_text().splitlines():
                event = json.loads(line)
                if event["kind"] == "system-call":
                    calls.setdefault(event["name"], []).append(event["time"])
            for name in ("NtReadFile", "NtSetTimer", "NtSuspendThread", "NtQueueApcThread", "NtSetInformationThread",
                         "NtReleaseMutant", "NtReleaseSemaphore", "NtResumeThread", "NtContinue"):
                times = calls[name]
                self.compare_stops(words, whole, sorted({times[0] + 1, times[len(times) // 2] + 1, times[-1] + 1}))
            words = words[:-2]

    def test_the_state_of_a_stop_is_what_it_should_be(self):
        """While the reader is suspended twice its thread waits in NtReadFile for the disk, also after loading."""
        words = [self.continued, "--disk-add", "data.bin=C:\\data.bin"]
        self.run_machine(*words, "--log", "whole.log")
        events = [json.loads(line) for line in (self.dir / "whole.log").read_text().splitlines()]
        tick = [e["time"] for e in events if e.get("name") == "NtSuspendThread"][1] + 50
        self.run_machine(*words, "--capture", f"tick:{tick}", "--dump", "a.dmp", "--save", "half.machine")
        self.run_machine("--load", "half.machine", "--capture", f"tick:{tick + 20000}", "--dump", "b.dmp")
        for dump in ("a.dmp", "b.dmp"):
            text = subprocess.run([PROGRAM, "analyze", "--json", "--symbols", ".", dump], capture_output=True, text=True,
                                  cwd=self.dir, check=True).stdout
            seen = json.loads(text)
            stacks = [[f["function"] for f in t["frames"]] for t in seen["threads"]]
            reader = next(s for s in stacks if "Reader" in s)
            self.assertIn("NtReadFile", reader)
            data = (self.dir / dump).read_bytes()
            count, directory = struct.unpack_from("<II", data, 8)
            streams = {t: at for t, _, at in (struct.unpack_from("<III", data, directory + 12 * i) for i in range(count))}
            at = streams[3]
            threads = [struct.unpack_from("<IIII", data, at + 4 + 48 * i) for i in range(struct.unpack_from("<I", data, at)[0])]
            suspended = sorted(count for _, count, _, _ in threads)
            self.assertEqual(suspended, [0, 0, 1, 1, 1, 2])
            self.assertEqual(sorted(priority - (1 << 32 if priority >> 31 else 0) for *_, priority in threads),
                             [-2, 0, 0, 0, 0, 2])

    def test_the_policy_that_knows_the_future_still_knows_it(self):
        self.compare([self.touch, "--memory", "1M", "--policy", "opt"], (0.3, 0.9))

    def test_a_stop_is_one_of_several(self):
        self.run_machine("null-pointer", "--capture", "tick:1000,50000", "--dump", "a.dmp", "--truth", "a.json", "--log",
                         "a.log", "--save", "a.machine")
        for name in ("a.2.dmp", "a.2.json", "a.2.log"):
            self.assertTrue((self.dir / name).exists(), name)
        self.assertFalse((self.dir / "a.3.dmp").exists())
        self.run_machine("null-pointer", "--capture", "tick:50000", "--dump", "b.dmp", "--log", "b.log", "--save", "b.machine")
        for name in ("dmp", "log"):
            self.assertEqual((self.dir / f"a.2.{name}").read_bytes(), (self.dir / f"b.{name}").read_bytes())
        self.assertEqual((self.dir / "a.machine").read_bytes(), (self.dir / "b.machine").read_bytes())

    def test_after_its_fault_the_program_ends(self):
        self.run_machine("null-pointer", "--save", "fault.machine")
        self.assertIn("ended with exit status 0xc0000005", self.run_machine("--load", "fault.machine").stderr)

    def test_what_contradicts_the_machine_is_refused(self):
        self.run_machine("deadlock", "--memory", "2M", "--capture", "tick:5000", "--save", "dead.machine")
        self.run_machine("deadlock", "--load", "dead.machine", "--memory", "2M", "--capture", "hang", "--dump", "dead.dmp")
        for words in (["--memory", "4M"], ["--seed", "2"], ["--cpus", "2"], ["--policy", "lru"], ["--also", "x.exe"],
                      ["--capture", "tick:10"], ["null-pointer"]):
            result = self.run_machine("--load", "dead.machine", *words, expect=2)
            self.assertEqual(result.stderr.count("\n"), 1, result.stderr)

    def test_damaged_and_foreign_files_are_one_line(self):
        self.run_machine("deadlock", "--capture", "tick:5000", "--save", "good.machine")
        good = (self.dir / "good.machine").read_bytes()
        cases = {"no saved machine": b"MDMP" + good[4:], "at 0x0": good[:100], "in format 9": good[:16] + b"\x09" + good[17:],
                 "saved by dumplab": good[:24] + b"7" + good[25:], "guest set": good[:40] + b"z" + good[41:],
                 "takes": good[:-1], "behind the end": good + b"\0", "checksum": good[:5000] + b"?" + good[5001:]}
        for word, data in cases.items():
            (self.dir / "bad.machine").write_bytes(data)
            result = self.run_machine("--load", "bad.machine", expect=1)
            self.assertRegex(result.stderr, r"^dumplab: bad\.machine: .*, at 0x[0-9a-f]+\n$")
            if word != "no saved machine":
                self.assertIn(word, result.stderr)
        self.run_machine("--load", "missing.machine", expect=1)


if __name__ == "__main__":
    if not shutil.which("clang-14") or not shutil.which("lld-link-14"):
        print("skipped: clang-14 and lld-14 are not installed")
        sys.exit(SKIPPED)
    unittest.main(verbosity=1)
