#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The torture set prints the same on every number of processors, seed and quantum, and a seed gives the same log."""
import hashlib
import pathlib
import subprocess
import sys
import tempfile
import unittest

import torture_set

PROGRAM = sys.argv.pop(1)
MACHINES = [(cpus, seed, quantum) for cpus, seed, quantum in
            ((1, 1, 10000), (2, 1, 10000), (4, 1, 10000), (1, 77, 10000), (4, 5, 700), (2, 9, 333))]


class Torture(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not torture_set.have_compiler():
            print("skipped: clang-14, lld-14 and llvm-14 are not installed")
            sys.exit(77)
        cls.folder = tempfile.TemporaryDirectory()
        cls.dir = pathlib.Path(cls.folder.name)
        cls.built = torture_set.build_all(PROGRAM, cls.dir)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def run_on(self, program, cpus, seed, quantum, *options):
        libraries = [f"--disk-add={self.dir / name}.dll=C:\\Programs\\{program.name}\\{name}.dll" for name in program.libraries]
        flags = [f"--global-flags={program.global_flags:x}"] if program.global_flags else []
        command = [PROGRAM, "run", self.built[program.name], "--cpus", str(cpus), "--seed", str(seed), "--quantum",
                   str(quantum), *libraries, *flags, *map(str, options), "--", *program.arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=300)

    def test_output_does_not_depend_on_the_machine(self):
        for program in torture_set.programs():
            for machine in MACHINES:
                with self.subTest(program.name, machine=machine):
                    result = self.run_on(program, *machine)
                    self.assertEqual(result.stdout, program.expected(), result.stderr)
                    if program.hangs:
                        self.assertIn("hang", result.stderr)
                    elif program.status:
                        self.assertIn(f"exit status 0x{program.status:x}", result.stderr)
                    else:
                        self.assertIn("ended with exit status 0x0", result.stderr)
                        self.assertEqual(result.returncode, 0, result.stderr)

    def test_the_same_seed_gives_the_same_log(self):
        for program in torture_set.programs():
            with self.subTest(program.name):
                self.assertEqual(self.log_of(program), self.log_of(program))

    def log_of(self, program):
        """Size and hash of a run's log; the file is gone again, for some have 50 MB."""
        log = self.dir / f"{program.name}.log"
        result = self.run_on(program, 2, 11, 5000, "--log", log)
        self.assertTrue(log.exists(), result.stderr)
        with open(log, "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = log.stat().st_size
        log.unlink()
        self.assertGreater(size, 0)
        return size, digest


if __name__ == "__main__":
    unittest.main(verbosity=1)
