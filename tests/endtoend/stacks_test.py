#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""In full and small dumps the analyzer shows the stacks that people know from Windows, and they are true."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import stack_set
import torture_set

PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())


def names(frames):
    return [stack_set.name_of(f["module"], f["function"]) for f in frames]


class Stacks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not torture_set.have_compiler():
            print("skipped: clang-14, lld-14 and llvm-14 are not installed")
            sys.exit(77)
        cls.folder = tempfile.TemporaryDirectory()
        cls.dir = pathlib.Path(cls.folder.name)
        stack_set.build_all(PROGRAM, cls.dir)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def analyze(self, stop, dump_type):
        result = stack_set.take(PROGRAM, self.dir, stop, dump_type, "a.dmp", "--truth", "a.json")
        self.assertEqual(result.returncode, 0, result.stderr)
        words = [PROGRAM, "analyze", "--json", "--symbols", ".", "a.dmp"]
        seen = json.loads(subprocess.run(words, capture_output=True, text=True, check=True, cwd=self.dir).stdout)
        return seen, json.loads((self.dir / "a.json").read_text())

    def assert_stack(self, wanted, frames):
        self.assertIsNone(stack_set.missing(wanted, frames), f"\nwanted {wanted}\nfound  {frames}")

    def test_stacks(self):
        for stop in stack_set.STOPS:
            for dump_type in ("full", "mini"):
                with self.subTest(stop.name, dump_type=dump_type):
                    seen, truth = self.analyze(stop, dump_type)
                    self.assertEqual(seen["problems"], [])
                    for stack in stop.stacks:
                        threads = [t for t in seen["threads"] if stack.holds in names(t["frames"])]
                        self.assertEqual(len(threads), 1, stack.holds)
                        self.assert_stack(stack.frames, names(threads[0]["frames"]))
                        self.assert_stack(stack.own_frames or [], names(threads[0]["own_frames"] or []))
                    for thread in truth["threads"]:
                        found = next(t for t in seen["threads"] if t["thread_id"] == thread["thread_id"])
                        for key in ("frames", "own_frames"):
                            self.assertEqual(names(found[key] or []), names(thread[key] or []))

    def test_a_new_thread_is_at_the_start_with_an_empty_stack(self):
        stop = next(s for s in stack_set.STOPS if s.name == "waiting")
        seen, _ = self.analyze(stop, "full")
        frames = [names(t["frames"]) for t in seen["threads"]]
        self.assertEqual(sum(f == ["ntdll!KiUserApcDispatcher"] for f in frames), 1)
        self.assertEqual(len(frames), 7)

    def test_the_difference_is_seen(self):
        self.assertIsNone(stack_set.missing(["a", "c"], ["a", "b", "c"]))
        self.assertEqual(stack_set.missing(["c", "a"], ["a", "b", "c"]), "a")


if __name__ == "__main__":
    unittest.main(verbosity=1)
