#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Breakpad's minidump_dump reads the names that a program gave its threads."""
import os
import pathlib
import re
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "endtoend"))
import guest_program  # noqa: E402
import torture_set  # noqa: E402
from generated_dumps import Comparison, run, skip  # noqa: E402

installed = pathlib.Path(sys.argv[2]) / "node_modules/minidump/bin/linux-x64/minidump_dump"
dumper = shutil.which("minidump_dump") or (str(installed) if installed.exists() else None)
if not dumper:
    skip("minidump_dump is not installed (npm package minidump, .ci/run installs it)")
if not os.access(dumper, os.X_OK):
    os.chmod(dumper, 0o755)
if not torture_set.have_compiler():
    skip("clang-14, lld-14 and llvm-14 are not installed")

SOURCE = guest_program.GUEST_CC.parents[1] / "tests/endtoend/captures/captured.c"
check = Comparison()
with tempfile.TemporaryDirectory() as folder:
    program = guest_program.build(sys.argv[1], SOURCE, folder)
    for kind in ("full", "mini"):
        dump = pathlib.Path(folder) / f"{kind}.dmp"
        run(sys.argv[1], "run", program, "--capture", "hang", "--dump", dump, "--dump-type", kind, "--", "hang")
        names = re.findall(r'^  thread_name +?= "(.*)"', run(dumper, dump, check=False).stdout, re.M)
        check.equal(f"{kind} names", names, ["front desk", "back office"])
check.finish()
