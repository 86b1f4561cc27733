# SPDX-License-Identifier: MIT
"""Dumps for the oracle tests: every scenario, a few seeds, both profiles, with what we read in each."""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

SCENARIOS = ("null-pointer", "divide-by-zero", "deadlock", "ten-waiters")
SEEDS = (1, 2, 3)
PROFILES = ("full", "mini")
SKIPPED = 77  # ctest's SKIP_RETURN_CODE


def run(*words, check=True):
    return subprocess.run([str(w) for w in words], capture_output=True, text=True, errors="replace", check=check,
                          timeout=120)


class Generated:
    def __init__(self, program):
        self.program = program
        self.guest = pathlib.Path(program).resolve().parent.parent / "share/dumplab/guest"
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="dumplab-oracle-"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)

    def dumps(self):
        """Yields (name, path of the dump, our analysis, truth)."""
        for scenario in SCENARIOS:
            for seed in SEEDS:
                for profile in PROFILES:
                    name = f"{scenario}-{seed}-{profile}"
                    dump, truth = self.folder / (name + ".dmp"), self.folder / (name + ".json")
                    run(self.program, "run", scenario, "--seed", seed, "--dump", dump, "--dump-type", profile,
                        "--truth", truth)
                    ours = json.loads(run(self.program, "analyze", "--json", dump).stdout)
                    yield name, dump, ours, json.loads(truth.read_text())

    def image_folders(self, truth):
        yield self.guest / "system"
        yield self.guest / "scenarios" / truth["scenario"] / truth["variant"]


class Comparison:
    """Counts what was compared; prints each difference."""

    def __init__(self):
        self.compared = self.differences = 0

    def equal(self, where, theirs, ours):
        self.compared += 1
        if theirs != ours:
            self.differences += 1
            print(f"{where}: theirs {theirs}, ours {ours}")

    def finish(self):
        print(f"{self.compared} values compared, {self.differences} differences")
        sys.exit(1 if self.differences or not self.compared else 0)


def skip(why):
    print("skipped:", why)
    sys.exit(SKIPPED)
