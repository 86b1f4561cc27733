#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The program as a user calls it: exit codes, one clear line, nothing half-written, same bytes twice."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)


def run(*words, cwd=None):
    return subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, cwd=cwd, timeout=120)


class CommandLine(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.dir = pathlib.Path(cls.folder.name)
        cls.dump = cls.dir / "orders.dmp"
        result = run("run", "null-pointer", "--seed", 7, "--dump", cls.dump, "--truth", cls.dir / "orders.json",
                     "--log", cls.dir / "orders.log")
        assert result.returncode == 0, result.stderr

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def assert_one_line(self, result, code, *words):
        self.assertEqual(result.returncode, code, result.stderr)
        self.assertEqual(result.stdout, "")
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        self.assertTrue(result.stderr.startswith("dumplab"), result.stderr)
        for word in words:
            self.assertIn(word, result.stderr)

    def test_same_seed_same_bytes(self):
        again = self.dir / "again.dmp"
        truth = self.dir / "again.json"
        self.assertEqual(run("run", "null-pointer", "--seed", 7, "--dump", again, "--truth", truth).returncode, 0)
        self.assertEqual(again.read_bytes(), self.dump.read_bytes())
        self.assertEqual(truth.read_bytes(), (self.dir / "orders.json").read_bytes())

    def test_regions_are_shown_in_three_forms(self):
        listed = json.loads(run("analyze", "--regions", "--json", self.dump).stdout)["regions"]
        self.assertEqual(json.loads(run("analyze", self.dump, "--json", "--regions=list").stdout)["regions"], listed)
        truth = json.loads((self.dir / "orders.json").read_text())["regions"]
        self.assertEqual([{key: region[key] for key in truth[0]} for region in listed], truth)
        self.assertEqual({"allocation_base", "usage"}, listed[0].keys() - truth[0].keys())
        summary = json.loads(run("analyze", "--regions=summary", "--json", self.dump).stdout)
        self.assertEqual(summary["total"], "0x100000000")
        stack = next(region for region in listed if region["owner"].startswith("stack:"))
        for address in (stack["base"], stack["base"][2:]):
            one = json.loads(run("analyze", f"--regions={address}", "--json", self.dump).stdout)
            self.assertEqual({key: one[key] for key in stack}, stack)
        self.assertIn("Usage", run("analyze", "--regions", self.dump).stdout.splitlines()[0])
        self.assertIn("--- Usage Summary", run("analyze", "--regions=summary", self.dump).stdout)
        self.assert_one_line(run("analyze", "--regions=stack", self.dump), 2, "hexadecimal")
        self.assert_one_line(run("analyze", "--regions=100000000", self.dump), 1, "beyond the address space")

    def test_what_docs_show_of_regions_is_real(self):
        docs = pathlib.Path(__file__).resolve().parents[2] / "docs/regions.md"
        shown, compared = [], 0
        for line in docs.read_text().splitlines():
            if line.startswith("    $ dumplab "):
                result = subprocess.run([PROGRAM, *line.split()[2:]], capture_output=True, text=True, cwd=self.dir)
                self.assertEqual(result.returncode, 0, line)
                shown = [" ".join(row.split()) for row in result.stdout.splitlines()]
            elif line.startswith("      "):
                self.assertIn(" ".join(line.split()), shown)
                compared += 1
        self.assertGreater(compared, 20)

    def test_another_seed_other_bytes(self):
        other = self.dir / "other.dmp"
        self.assertEqual(run("run", "null-pointer", "--seed", 8, "--dump", other).returncode, 0)
        self.assertNotEqual(other.read_bytes(), self.dump.read_bytes())

    def test_analyze_names_are_the_promised_ones(self):
        data = json.loads(run("analyze", "--json", self.dump).stdout)
        self.assertLessEqual({"name", "base", "size"}, data["modules"][0].keys())
        thread = data["threads"][0]
        self.assertLessEqual({"thread_id", "context", "registers", "frames", "own_frames"}, thread.keys())
        frame = {"eip", "esp", "ebp", "module", "function", "function_offset", "trust"}
        self.assertLessEqual(frame, thread["frames"][0].keys())
        self.assertLessEqual({"base", "size", "state", "type", "protect", "owner"}, data["regions"][0].keys())
        self.assertLessEqual({"code", "address", "thread_id"}, data["exception"].keys())
        self.assertEqual(data["problems"], [])

    def test_analyze_text_shows_functions_and_source_lines(self):
        text = run("analyze", self.dump).stdout
        for word in ("Access violation", "kernel32.dll", "ntdll!KiFastSystemCallRet", ".c @ ", "stack-guard:", "peb"):
            self.assertIn(word, text)

    def test_bad_input_is_one_line_and_exit_1(self):
        whole = self.dump.read_bytes()
        cases = {"empty.dmp": b"", "cut-header.dmp": whole[:20], "cut-directory.dmp": whole[:40],
                 "text.dmp": b"this is no dump at all, only some words of text\n" * 3}
        for name, data in cases.items():
            path = self.dir / name
            path.write_bytes(data)
            self.assert_one_line(run("analyze", path), 1, name)
        self.assert_one_line(run("analyze", self.dir), 1, "directory")
        self.assert_one_line(run("analyze", self.dir / "missing.dmp"), 1, "missing.dmp", "No such file")

    def test_a_dump_cut_later_is_read_with_problems(self):
        whole = self.dump.read_bytes()
        for part in (0.05, 0.2, 0.5, 0.9, 0.999):
            path = self.dir / "cut.dmp"
            path.write_bytes(whole[: max(200, int(len(whole) * part))])
            result = run("analyze", "--json", path)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertNotEqual(json.loads(result.stdout)["problems"], [], part)

    def test_unwritable_output_leaves_nothing(self):
        for option in ("--dump", "--truth", "--log"):
            target = self.dir / "no" / "such" / "folder" / "x"
            self.assertEqual(run("run", "deadlock", option, target).returncode, 1)
        before = sorted(self.dir.iterdir())
        result = run("run", "deadlock", "--dump", self.dir)
        self.assertEqual(result.returncode, 1)
        self.assertIn("directory", result.stderr)
        self.assertEqual(sorted(self.dir.iterdir()), before)

    def test_no_capture_is_said_and_no_file_written(self):
        target = self.dir / "none.dmp"
        result = run("run", "deadlock", "--capture", "fault", "--dump", target)
        self.assertEqual(result.returncode, 1)
        self.assertIn("no dump taken", result.stderr)
        self.assertFalse(target.exists())

    def test_misuse_is_exit_2(self):
        for words in (["run"], ["run", "null-pointer", "--cpus", "0"], ["run", "null-pointer", "--dump-type", "odd"],
                      ["run", "null-pointer", "--nonsense"], ["analyze"], ["nonsense"], ["list", "nonsense"]):
            result = run(*words)
            self.assertEqual(result.returncode, 2, words)
            self.assertEqual(result.stderr.count("\n"), 1, result.stderr)

    def test_unknown_scenario_is_exit_1(self):
        self.assert_one_line(run("run", "no-such-scenario"), 1, "no-such-scenario")

    def test_help_has_an_example(self):
        for command in ("list", "run", "analyze", "log", "symbols"):
            result = run(command, "--help")
            self.assertEqual(result.returncode, 0)
            self.assertIn("Example:", result.stdout)
            self.assertIn("dumplab " + command, result.stdout)

    def test_version_names_the_guest_set(self):
        result = run("--version")
        self.assertEqual(result.returncode, 0)
        self.assertRegex(result.stdout, r"^dumplab \d+\.\d+\.\d+\nguest set [0-9a-f]{64}\n$")

    def test_list_shows_the_scenarios(self):
        text = run("list", "scenarios").stdout
        for name in ("null-pointer", "divide-by-zero", "deadlock", "ten-waiters"):
            self.assertIn(name, text)

    def test_log_reads_what_run_wrote(self):
        text = run("log", self.dir / "orders.log").stdout
        for word in ("process-start", "module-load", "page-fault", "exception", "capture"):
            self.assertIn(word, text)
        lines = run("log", "--json", self.dir / "orders.log").stdout
        self.assertEqual(lines, (self.dir / "orders.log").read_text())
        (self.dir / "bad.log").write_text('{"time": 1}\n')
        self.assert_one_line(run("log", self.dir / "bad.log"), 1, "bad.log", "0x0")

    def test_symbols_writes_a_sym_file(self):
        guest = pathlib.Path(PROGRAM).resolve().parent.parent / "share/dumplab/guest/system/ntdll.pdb"
        target = self.dir / "ntdll.sym"
        result = run("symbols", guest, "-o", target)
        self.assertEqual(result.returncode, 0, result.stderr)
        text = target.read_text()
        self.assertTrue(text.startswith("MODULE windows x86 "))
        self.assertIn(" RtlEnterCriticalSection\n", text)
        self.assert_one_line(run("symbols", self.dump), 1, "orders.dmp")

    def test_files_go_onto_the_disk_and_come_back(self):
        source = self.dir / "in.txt"
        source.write_text("hello")
        target = self.dir / "out.txt"
        result = run("run", "null-pointer", "--disk-add", f"{source}=C:\\Temp\\in.txt", "--disk-get",
                     f"C:\\Temp\\in.txt={target}", "--dump", self.dir / "x.dmp")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(target.read_text(), "hello")


if __name__ == "__main__":
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    unittest.main(verbosity=1)
