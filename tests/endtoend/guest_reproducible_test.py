#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The guest set, built again from another folder, is the same to the byte."""
import filecmp
import pathlib
import shutil
import subprocess
import sys
import tempfile

source, built = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
if not shutil.which("clang-14") or not shutil.which("lld-link-14"):
    print("skipped: clang-14 and lld-14 are not installed")
    sys.exit(77)
with tempfile.TemporaryDirectory(prefix="elsewhere-") as name:
    folder = pathlib.Path(name)
    for part in ("guest", "tools/cmake/guest.cmake", "src/simulator/kernel/syscalls.def"):
        (folder / part).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (source / part).is_dir() else shutil.copy
        copy(source / part, folder / part)
    (folder / "CMakeLists.txt").write_text("cmake_minimum_required(VERSION 3.25)\nproject(guest-alone CXX)\n"
                                           "include(tools/cmake/guest.cmake)\nadd_subdirectory(guest)\n")
    for command in (["cmake", "-G", "Ninja", "-S", folder, "-B", folder / "out"],
                    ["cmake", "--build", folder / "out", "--target", "guest"]):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    again = folder / "out/share/dumplab/guest"
    files = sorted(p.relative_to(built) for p in built.rglob("*") if p.suffix in {".exe", ".dll", ".pdb", ".map", ".sha256"})
    different = [str(f) for f in files if not filecmp.cmp(built / f, again / f, shallow=False)]
    print(f"{len(files)} files compared, {len(different)} differences", *different)
    sys.exit(1 if different or not files else 0)
