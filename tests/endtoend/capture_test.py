#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every form of --capture, several of them in one run, their choice of process, and that they leave no trace."""
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
HERE = pathlib.Path(__file__).resolve().parent
THREAD_NAMES = 24  # stream type

# --capture, argument: (what the message says, the function on top of the first frames of some thread)
FORMS = {
    ("fault", "fault"): ("fault", "captured!Fault"),
    ("first-chance", "exit"): ("first-chance", "kernel32!RaiseException"),  # the exception that names a thread
    ("exit", "exit"): ("exit", "ntdll!KiFastSystemCallRet"),
    ("hang", "hang"): ("hang", "ntdll!KiFastSystemCallRet"),
    ("hang:1", "busy"): ("hang", "ntdll!KiFastSystemCallRet"),
    ("tick:200000", "exit"): ("tick", "ntdll!KiFastSystemCallRet"),
    ("captured!Step", "exit"): ("label", "captured!Step"),
    ("CAPTURED.EXE!Step", "exit"): ("label", "captured!Step"),
    ("ntdll!mark_lock_acquired", "exit"): ("label", "ntdll!RtlEnterCriticalSection"),
    ("kernel32!Sleep", "exit"): ("label", "kernel32!Sleep"),
    ("library!Attached", "exit"): ("label", "library!Attached"),  # an export; there is no map file
}


def names(frames):
    return [stack_set.name_of(f["module"], f["function"]) for f in frames or []]


class Capture(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not torture_set.have_compiler():
            print("skipped: clang-14, lld-14 and llvm-14 are not installed")
            sys.exit(77)
        cls.folder = tempfile.TemporaryDirectory()
        cls.dir = pathlib.Path(cls.folder.name)
        guest_program.build_dll(PROGRAM, HERE / "stacks/library.c", cls.dir, "library")
        (cls.dir / "library.map").unlink()
        guest_program.build(PROGRAM, HERE / "captures/captured.c", cls.dir)
        for name in ("exe", "pdb", "map"):
            shutil.copy(cls.dir / f"captured.{name}", cls.dir / f"other.{name}")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def setUp(self):
        for made in self.dir.glob("*.dmp"):
            made.unlink()

    def run_machine(self, *words, argument="exit", program="captured.exe"):
        words = [PROGRAM, "run", program, "--disk-add", "library.dll=C:\\Programs\\captured\\library.dll",
                 *map(str, words), "--", argument]
        return subprocess.run(words, capture_output=True, text=True, cwd=self.dir, timeout=300)

    def analyze(self, dump):
        words = [PROGRAM, "analyze", "--json", "--symbols", ".", dump]
        return json.loads(subprocess.run(words, capture_output=True, text=True, check=True, cwd=self.dir).stdout)

    def dumps(self):
        return sorted(p.name for p in self.dir.glob("*.dmp"))

    def test_every_form(self):
        for (form, argument), (word, function) in FORMS.items():
            with self.subTest(form):
                result = self.run_machine("--capture", form, "--dump", "a.dmp", "--truth", "a.json", argument=argument)
                self.assertEqual(result.returncode, 0, result.stderr)
                self.assertIn(f"captured.exe: {word} captured", result.stderr)
                self.assertEqual(json.loads((self.dir / "a.json").read_text())["captured"], word)
                seen = self.analyze("a.dmp")
                self.assertIn(function, [names(t["frames"])[0] for t in seen["threads"]])
                self.assertEqual(seen["exception"] is not None, form in ("fault", "first-chance"))

    def test_a_limit_of_time_is_kept(self):
        start = self.start_time()
        for form, seconds in (("hang:1", 1), ("hang:3", 3), ("tick:20000000", 2)):
            self.run_machine("--capture", form, "--dump", "a.dmp", argument="busy")
            self.assertEqual(self.analyze("a.dmp")["time"] - start, seconds)

    def start_time(self):
        self.run_machine("--capture", "tick:0", "--dump", "a.dmp")
        return self.analyze("a.dmp")["time"]

    def test_what_never_comes_is_one_line(self):
        for form, argument in (("captured!Nothing", "exit"), ("nothing!Step", "exit"), ("tick:600000000", "exit"),
                               ("fault", "exit"), ("hang", "exit"), ("hang", "busy")):
            with self.subTest(form, argument=argument):
                result = self.run_machine("--capture", form, "--dump", "a.dmp", argument=argument)
                self.assertEqual(result.returncode, 1)
                self.assertRegex(result.stderr, r"^dumplab: captured\.exe: no dump taken: [^\n]+\n$")
                self.assertEqual(self.dumps(), [])

    def test_words_that_mean_nothing(self):
        for form in ("", "faults", "tick:", "tick:x", "tick:5,5", "tick:5,3", "hang:0", "hang:x", "!Step", "captured!"):
            result = self.run_machine("--capture", form)
            self.assertEqual(result.returncode, 2, form)
            self.assertEqual(result.stderr.count("\n"), 1, result.stderr)

    def test_several_are_taken_once_each_in_the_order_of_time(self):
        result = self.run_machine("--capture", "exit", "--capture", "captured!Step", "--capture", "tick:10,150000",
                                  "--capture", "kernel32!Sleep", "--dump", "a.dmp", "--truth", "a.json")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(re.findall(r": ([\w-]+) captured", result.stderr), ["tick", "label", "label", "tick", "exit"])
        self.assertEqual(self.dumps(), ["a.2.dmp", "a.3.dmp", "a.4.dmp", "a.5.dmp", "a.dmp"])
        tops = [names(self.analyze(f"a{n}.dmp")["threads"][0]["frames"])[0] for n in (".2", ".3")]
        self.assertEqual(tops, ["captured!Step", "kernel32!Sleep"])
        self.assertTrue((self.dir / "a.5.json").exists())

    def test_a_label_asked_for_twice_is_taken_twice(self):
        result = self.run_machine("--capture", "captured!Step", "--capture", "captured!Step", "--dump", "a.dmp")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.dumps(), ["a.2.dmp", "a.dmp"])
        second = self.analyze("a.2.dmp")["threads"][0]
        self.assertIn("captured!Caught", names(second["frames"]))

    def test_a_capture_leaves_no_trace(self):
        later = ["--capture", "tick:150000", "--capture", "captured!Fault", "--capture", "exit"]
        earlier = ["--capture", "tick:500,9000,60000", "--capture", "library!Attached", "--capture", "captured!Step",
                   "--capture", "kernel32!Sleep", "--capture", "ntdll!mark_lock_acquired", "--capture", "first-chance"]
        for cpus in (1, 2):
            for dump_type in ("full", "mini"):
                common = ["--cpus", cpus, "--dump-type", dump_type]
                few = self.run_machine(*later, *common, "--dump", "few.dmp", "--truth", "few.json")
                many = self.run_machine(*later, *earlier, *common, "--dump", "many.dmp", "--truth", "many.json")
                self.assertEqual((few.stderr.count("captured,"), many.stderr.count("captured,")), (3, 11))
                # Two of the later ones come after all of the earlier ones; the tick before the fault that is caught.
                words = re.findall(r": ([\w-]+) captured", many.stderr)
                self.assertEqual(words[-1], "exit")
                contents = [(self.dir / name).read_bytes() for name in self.dumps() if name.startswith("many")]
                for number in ("", ".2", ".3"):
                    self.assertTrue((self.dir / f"few{number}.dmp").read_bytes() in contents, f"dump {number} differs")
                self.assertEqual((self.dir / "few.3.json").read_text(), (self.dir / "many.11.json").read_text())

    def test_every_process(self):
        common = ["--also", "other.exe", "--disk-add", "library.dll=C:\\Programs\\other\\library.dll"]
        result = self.run_machine(*common, "--process", "all", "--capture", "tick:150000", "--dump", "a.dmp", "--truth",
                                  "a.json", argument="busy")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.dumps(), ["a.2.dmp", "a.dmp"])
        both = [self.analyze(name) for name in ("a.dmp", "a.2.dmp")]
        self.assertEqual([[m["name"] for m in seen["modules"] if m["name"].endswith(".exe")] for seen in both],
                         [["captured.exe"], ["other.exe"]])
        ids = [seen["process_id"] for seen in both]
        self.assertNotEqual(*ids)
        whole = [(self.dir / name).read_bytes() for name in ("a.dmp", "a.2.dmp")]
        for process, expected in (("captured.exe", 0), ("other.exe", 1), ("OTHER.EXE", 1), (ids[0], 0), (ids[1], 1)):
            result = self.run_machine(*common, "--process", process, "--capture", "tick:150000", "--dump", "one.dmp",
                                      argument="busy")
            self.assertEqual((self.dir / "one.dmp").read_bytes(), whole[expected], process)
        result = self.run_machine(*common, "--process", "third.exe", "--capture", "tick:150000")
        self.assertEqual((result.returncode, result.stderr.count("\n")), (1, 1))

    def test_handles_and_unloaded_modules_are_true(self):
        self.run_machine("--capture", "hang", "--dump", "a.dmp", "--truth", "a.json", argument="hang")
        seen, truth = self.analyze("a.dmp"), json.loads((self.dir / "a.json").read_text())
        handle = lambda h: (h["handle"], h["type"], h["name"], h["access"])
        self.assertEqual(sorted(map(handle, seen["handles"])), sorted(map(handle, truth["handles"])))
        named = {(h["type"], h["name"].rsplit("\\", 1)[-1]) for h in seen["handles"] if h["name"]}
        self.assertLessEqual({("Event", "Started"), ("Mutant", "Guard"), ("Semaphore", "Slots")}, named)
        unloaded = lambda m: (m["name"], m["base"], m["size"])
        self.assertEqual(list(map(unloaded, seen["unloaded_modules"])), list(map(unloaded, truth["unloaded_modules"])))
        self.assertEqual([m["name"] for m in seen["unloaded_modules"]], ["library.dll"])

    def test_thread_names(self):
        wanted = ["front desk", "back office"]
        for dump_type in ("full", "mini"):
            self.run_machine("--capture", "hang", "--dump", "a.dmp", "--dump-type", dump_type, argument="hang")
            seen = self.analyze("a.dmp")
            self.assertEqual([t["name"] for t in seen["threads"]], wanted)
            # The stream, read by the published format: count, {ThreadId, 64-bit RVA of a string}.
            data = (self.dir / "a.dmp").read_bytes()
            count, directory = struct.unpack_from("<II", data, 8)
            streams = {t: at for t, _, at in (struct.unpack_from("<III", data, directory + 12 * i) for i in range(count))}
            at = streams[THREAD_NAMES]
            found = {}
            for i in range(struct.unpack_from("<I", data, at)[0]):
                thread, rva = struct.unpack_from("<IQ", data, at + 4 + 12 * i)
                size = struct.unpack_from("<I", data, rva)[0]
                found[thread] = data[rva + 4:rva + 4 + size].decode("utf-16le")
            self.assertEqual(found, {t["thread_id"]: t["name"] for t in seen["threads"]})


if __name__ == "__main__":
    unittest.main(verbosity=1)
