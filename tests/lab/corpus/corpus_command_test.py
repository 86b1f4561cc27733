#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""dumplab corpus as its users call it: states of every scenario, malformed files, and parsers held against them."""
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as tree

PROGRAM, SOURCE = sys.argv.pop(1), pathlib.Path(sys.argv.pop(1))
# Of the scenarios with golden dumps, and of the others.
GOLDEN = ("null-pointer", "divide-by-zero", "deadlock", "ten-waiters")
SEEDS, OTHER_SEEDS = 20, 2


def run(*words, check=True):
    result = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True, timeout=900)
    if check and result.returncode:
        raise AssertionError(f"{words}: {result.stderr}\n{result.stdout[-4000:]}")
    return result


def manifest_of(folder):
    return json.loads((folder / "manifest.json").read_text())


def write_parser(folder, name, body):
    """A parser that is wrong: a program of Python around the facts that dumplab tells."""
    path = folder / name
    path.write_text("import json, subprocess, sys\n"
                    f"made = subprocess.run([{PROGRAM!r}, 'corpus', 'facts', sys.argv[1]], capture_output=True, text=True)\n"
                    "facts = json.loads(made.stdout) if made.stdout else None\n" + body)
    return f"{sys.executable} {path} %f"


class CorpusCommand(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.dir = pathlib.Path(cls.folder.name)
        cls.small = cls.dir / "small"
        run("corpus", "build", "--scenarios", "deadlock", "--seeds", "3", "--out", cls.small)
        cls.hostile = cls.dir / "hostile"
        run("corpus", "hostile", "--out", cls.hostile)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def conform(self, parser, *corpora, adapter="facts", check=False):
        junit = self.dir / "junit.xml"
        words = [word for corpus in corpora for word in ("--corpus", corpus)]
        result = run("corpus", "conform", "--parser", parser, "--adapter", adapter, "--junit", junit, *words, check=check)
        return result, tree.parse(junit).getroot()

    def test_dumplab_has_no_deviation_on_any_state(self):
        for scenario in run("list", "scenarios").stdout.splitlines():
            name = scenario.split()[0]
            seeds = SEEDS if name in GOLDEN else OTHER_SEEDS
            with self.subTest(name):
                states = self.dir / "states"
                run("corpus", "build", "--scenarios", name, "--seeds", f"1..{seeds}", "--out", states)
                self.assertEqual(len(manifest_of(states)["dumps"]), seeds * 2 * 9)
                result, _ = self.conform(f"{PROGRAM} corpus facts %f", states)
                self.assertEqual(result.returncode, 0, result.stdout[-3000:])
                self.assertIn("precision 100.00 %, recall 100.00 %", result.stdout)
                subprocess.run(["rm", "-r", states], check=True)

    def test_dumplab_comes_to_every_verdict(self):
        result, junit = self.conform(f"{PROGRAM} corpus facts %f", self.hostile)
        self.assertEqual(result.returncode, 0, result.stdout[-3000:])
        self.assertGreater(int(junit.get("tests")), 250)
        self.assertEqual(junit.get("failures"), "0")

    def test_check_exits_as_the_verdict_says(self):
        codes = {"R": 1, "S": 3, "E": 3, "W": 0, "A": 0}
        for dump in manifest_of(self.hostile)["dumps"]:
            if dump["file"].startswith(("minimal/", "valid/")):
                result = run("check", "--json", self.hostile / dump["file"], check=False)
                self.assertEqual(json.loads(result.stdout)["verdict"], dump["verdict"], dump["file"])
                self.assertEqual(result.returncode, codes[dump["verdict"]], dump["file"])

    def test_other_adapters_agree_on_states(self):
        for adapter, option in (("dumplab", "--json"), ("rust-minidump", "--json=rust-minidump")):
            result, _ = self.conform(f"{PROGRAM} analyze {option} %f", self.small, adapter=adapter)
            self.assertEqual(result.returncode, 0, result.stdout[-3000:])

    def test_wrong_parsers_are_seen(self):
        wrong = {"forgets_a_thread": "facts['threads'].pop()", "invents_a_frame": "facts['threads'][0]['frames'].append('0x1')",
                 "moves_a_module": "facts['modules'][0]['base'] = '0x10000'",
                 "changes_a_byte": "facts['memory'][0]['sha256'] = '0' * 64",
                 "crashes": "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
                 "refuses": "sys.exit(1)", "prints_nonsense": "print('{'); sys.exit(0)"}
        for name, body in wrong.items():
            with self.subTest(name):
                parser = write_parser(self.dir, name + ".py", body + "\nprint(json.dumps(facts))\n")
                result, junit = self.conform(parser, self.small)
                self.assertEqual(result.returncode, 1, name)
                self.assertEqual(junit.get("failures"), junit.get("tests"), name)

    def test_a_parser_that_accepts_everything_is_seen(self):
        parser = write_parser(self.dir, "accepts.py", "print(json.dumps(facts or {'schema': 'dumplab/facts/1'}))\n")
        result, junit = self.conform(parser, self.hostile)
        refused = sum(dump["accepted"] == "R" for dump in manifest_of(self.hostile)["dumps"])
        self.assertEqual(int(junit.get("failures")), refused, result.stdout[-3000:])

    def test_manifests_name_what_is_there(self):
        for folder in (self.small, self.hostile):
            manifest = manifest_of(folder)
            for dump in manifest["dumps"]:
                data = (folder / dump["file"]).read_bytes()
                self.assertEqual((len(data), hashlib.sha256(data).hexdigest()), (dump["size"], dump["sha256"]), dump["file"])
            there = {str(p.relative_to(folder)) for p in folder.rglob("*.dmp")}
            self.assertEqual(there, {dump["file"] for dump in manifest["dumps"]})

    def test_minimal_files_are_small_and_their_twins_valid(self):
        for dump in manifest_of(self.hostile)["dumps"]:
            if dump["file"].startswith("valid/") and "good" not in dump["file"]:
                self.assertLessEqual(dump["size"], 8192, dump["file"])

    def test_the_same_seed_gives_the_same_bytes(self):
        again = self.dir / "again"
        run("corpus", "build", "--scenarios", "deadlock", "--seeds", "3", "--out", again)
        self.assertEqual((again / "manifest.json").read_text(), (self.small / "manifest.json").read_text())
        run("corpus", "hostile", "--out", self.dir / "hostile again")
        self.assertEqual((self.dir / "hostile again/manifest.json").read_text(), (self.hostile / "manifest.json").read_text())

    def test_documents_fit_their_schemas(self):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("python3-jsonschema is not installed")
        schema = json.loads((SOURCE / "docs/schema/corpus-1.schema.json").read_text())
        for folder in (self.small, self.hostile):
            jsonschema.Draft202012Validator(schema).validate(manifest_of(folder))
        facts = json.loads((SOURCE / "docs/schema/facts-1.schema.json").read_text())
        for path in self.small.rglob("*.facts.json"):
            jsonschema.Draft202012Validator(facts).validate(json.loads(path.read_text()))

    def test_docs_list_every_malformation(self):
        text = (SOURCE / "docs/corpus.md").read_text()
        rows = re.findall(r"^\| (H\d\d) \| (\S+) \| (.) \| (.+) \|$", text, re.M)
        listed = [(line[:4].strip(), line[5:27].strip(), line[28], line[31:])
                  for line in run("list", "malformations").stdout.splitlines()]
        self.assertEqual(rows, listed)

    def test_bad_requests_are_refused_and_leave_nothing(self):
        for words, code in ((["build", "--scenarios", "nothing", "--out", self.dir / "x"], 1),
                            (["build", "--seeds", "9..1", "--out", self.dir / "x"], 2), (["build"], 2), (["hostile"], 2),
                            (["hostile", "--out", self.small], 1), (["conform", "--parser", "true", "--corpus", self.dir / "none"], 1),
                            (["conform", "--parser", "no-such-program", "--corpus", self.small], 1),
                            (["conform", "--parser", "true", "--adapter", "none", "--corpus", self.small], 2), (["other"], 2)):
            result = run("corpus", *words, check=False)
            self.assertEqual(result.returncode, code, words)
            self.assertEqual(len(result.stderr.splitlines()), 1, words)
        self.assertFalse((self.dir / "x").exists())
        self.assertEqual(list(self.dir.glob("*.partial")), [])


if __name__ == "__main__":
    unittest.main(verbosity=1)
