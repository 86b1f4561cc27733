#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""g++'s and clang's builds of dumplab give the same dumps, truths and logs for the same seeds."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

program, source = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
if not shutil.which("clang++-14"):
    print("skipped: clang++-14 is not installed")
    sys.exit(77)
build = source / "build/clang"
for command in (["cmake", "--preset", "clang", "-DDUMPLAB_TESTS=OFF", "-DDUMPLAB_GUEST=OFF", "-DDUMPLAB_BENCH=OFF"],
                ["cmake", "--build", str(build), "--target", "dumplab"]):
    subprocess.run(command, cwd=source, check=True, stdout=subprocess.DEVNULL)
guest = program.parent.parent / "share/dumplab/guest"
differences = compared = 0
with tempfile.TemporaryDirectory() as folder:
    for scenario in ("null-pointer", "divide-by-zero", "deadlock", "ten-waiters"):
        for seed in range(1, 6):
            results = []
            for name, binary in (("gcc", program), ("clang", build / "bin/dumplab")):
                files = [pathlib.Path(folder) / (name + end) for end in (".dmp", ".json", ".log")]
                subprocess.run([binary, "run", scenario, "--seed", str(seed), "--dump", files[0], "--truth", files[1],
                                "--log", files[2]], check=True, env={"DUMPLAB_GUEST": str(guest)},
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                results.append([f.read_bytes() for f in files])
            compared += 3
            for end, a, b in zip(("dump", "truth", "log"), *results):
                if a != b:
                    differences += 1
                    print(f"{scenario} seed {seed}: the {end} differs")
print(f"{compared} files compared, {differences} differences")
sys.exit(1 if differences else 0)
