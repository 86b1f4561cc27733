#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Pictures of the physical side: the event log and the page tables of a saved machine tell the same map, and a walk
ends in the frame that the map names."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml

PROGRAM = sys.argv.pop(1)
ROW = re.compile(r"process (\d+) .*?([0-9a-f]{8})-[0-9a-f]{8}\s+(\d+) pages?\s+-> frames? (\d+)")
ORDERS = pathlib.Path(PROGRAM).resolve().parent.parent / "share/dumplab/guest/scenarios/null-pointer/a/Orders.exe"
CROWD = ["--also", str(ORDERS)] * 12  # more processes than 1 MiB has frames for
SETTINGS = {"roomy": [], "shared": CROWD, "tight": ["--memory", "1M", "--policy", "fifo", *CROWD],
            "lru": ["--memory", "1M", "--policy", "lru", *CROWD]}


def run(*words):
    return subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, timeout=300)


def pages(text):
    """{(process, linear page): frame} of a drawn map."""
    found = {}
    for process, linear, count, frame in ROW.findall(text):
        for i in range(int(count)):
            found[process, int(linear, 16) + 4096 * i] = int(frame) + i
    return found


class Draw(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.dir = pathlib.Path(cls.folder.name)
        for name, options in SETTINGS.items():
            result = run("run", "null-pointer", *options, "--log", cls.dir / f"{name}.log", "--save",
                         cls.dir / f"{name}.machine")
            assert result.returncode == 0, result.stderr

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def draw(self, *words):
        result = run("draw", *words)
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        return result.stdout

    def test_log_and_page_tables_tell_the_same_map(self):
        for name in SETTINGS:
            from_log = pages(self.draw("map", self.dir / f"{name}.log"))
            from_tables = pages(self.draw("map", self.dir / f"{name}.machine"))
            self.assertEqual(from_log, from_tables, name)
            self.assertGreater(len(from_log), 20)

    def test_a_tight_machine_has_page_outs(self):
        self.assertIn("page-out", self.draw("faults", self.dir / "tight.log"))
        self.assertNotIn("page-out", self.draw("faults", self.dir / "roomy.log"))

    def test_a_walk_ends_in_the_frame_of_the_map(self):
        for (process, linear), frame in list(pages(self.draw("map", self.dir / "roomy.machine")).items())[:10]:
            text = self.draw("walk", f"{linear + 0x123:#x}", self.dir / "roomy.machine", "--process", process)
            self.assertIn(f"physical {frame * 4096 + 0x123:08x}", text)
            self.assertIn(f"entry {linear >> 22} at physical", text)
            self.assertIn(f"entry {linear >> 12 & 1023} at physical", text)

    def test_svg_is_xml_and_dot_is_a_graph(self):
        for what in (["map", "roomy.log"], ["map", "roomy.machine"], ["faults", "roomy.log"],
                     ["walk", "7ffe0000", "roomy.machine"]):
            words = [*what[:-1], self.dir / what[-1]]
            self.assertTrue(xml.fromstring(self.draw(*words, "--format", "svg")).tag.endswith("svg"))
            self.assertTrue(self.draw(*words, "--format", "dot").startswith("digraph"))

    def test_the_picture_says_where_it_is_from(self):
        for what in ("roomy.log", "roomy.machine"):
            self.assertIn("a user dump does not hold", self.draw("map", self.dir / what))

    def test_every_frame_of_truth_is_on_the_stack_at_its_address(self):
        for seed in ("1", "7"):
            dump, truth = self.dir / f"{seed}.dmp", self.dir / f"{seed}.json"
            result = run("run", "null-pointer", "--seed", seed, "--dump", dump, "--truth", truth)
            assert result.returncode == 0, result.stderr
            for thread in json.loads(truth.read_text())["threads"]:
                words = ("stack", dump, "--thread", thread["thread_id"])
                text = self.draw(*words)
                for frame in thread["frames"]:
                    place = f"{int(frame['eip'], 16):08x} {frame['module'].rsplit('.', 1)[0]}!{frame['function']}"
                    self.assertRegex(text, rf"(?m)^.*[0-9a-f]{{2}} {re.escape(place)}(\+|\s|$)")
                for frame, caller in zip(thread["frames"], thread["frames"][1:]):
                    slot = rf"{int(frame['ebp'], 16):08x}  {int(caller['ebp'], 16):08x}  saved EBP"
                    if frame["ebp"] != caller["ebp"]:
                        self.assertRegex(text, slot)
                    self.assertRegex(text, rf"{int(caller['eip'], 16):08x}  return to ")
                self.assertEqual(text, self.draw(*words))
                svg = self.draw(*words, "--format", "svg")
                self.assertTrue(xml.fromstring(svg).tag.endswith("svg"))
            event = self.draw("stack", dump)
            self.assertIn("  the exception\n", event)
            self.assertIn("CONTEXT: Eip", event)

    def test_wrong_words_and_files_give_one_line(self):
        log, machine = self.dir / "roomy.log", self.dir / "roomy.machine"
        for code, *words in ((2, "map"), (2, "planets", log), (2, "walk", machine), (2, "map", log, "--format", "png"),
                             (1, "map", self.dir / "missing"), (1, "walk", "0x1000", log), (1, "faults", machine),
                             (1, "walk", "zebra", machine), (1, "stack", log), (1, "stack", self.dir / "missing"), (1, "walk", "0", machine, "--process", "none.exe")):
            result = run("draw", *words)
            self.assertEqual((result.returncode, result.stdout, result.stderr.count("\n")), (code, "", 1), words)


if __name__ == "__main__":
    unittest.main(verbosity=1)
