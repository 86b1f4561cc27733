#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""C programs print in the machine what they print natively: the same clang compiles both."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
PROGRAM = sys.argv[1]
SOURCES = sorted(pathlib.Path(__file__).resolve().parent.glob("*.c"))
SDK = pathlib.Path(PROGRAM).resolve().parent.parent / "share/dumplab/guest/sdk"
COMMON = "-O2 -fno-builtin -march=i586 -mno-sse -fno-omit-frame-pointer -ffp-contract=off".split()
GUEST = "--target=i686-pc-windows-msvc -ffreestanding -nostdinc -fno-optimize-sibling-calls".split()
LINK = ("/nodefaultlib /machine:x86 /Brepro /safeseh:no /entry:mainCRTStartup /subsystem:console,4.0 /base:0x400000 "
        "/stack:0x40000,0x1000").split()


def skip(reason):
    print("skipped:", reason)
    sys.exit(SKIPPED)


def build_for_guest(source, folder):
    target, exe = folder / (source.stem + ".obj"), folder / (source.stem + ".exe")
    subprocess.run(["clang-14", *COMMON, *GUEST, "-isystem", SDK / "include", "-c", source, "-o", target], check=True)
    libraries = [SDK / "lib" / (name + ".lib") for name in ("crt", "kernel32", "ntdll")]
    subprocess.run(["lld-link-14", *LINK, f"/out:{exe}", target, *libraries], check=True)
    return exe


def build_for_host(source, folder):
    target, exe = folder / (source.stem + ".o"), folder / source.stem
    subprocess.run(["clang-14", "-m32", *COMMON, "-fno-pie", "-c", source, "-o", target], check=True)
    subprocess.run(["gcc", "-m32", "-static", target, "-o", exe], check=True)
    return exe


for tool in ("clang-14", "lld-link-14", "gcc"):
    if not shutil.which(tool):
        skip(tool + " is not installed")
wrong = 0
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    probe = folder / "probe.c"
    probe.write_text("#include <stdio.h>\nint main(void) { return 0; }\n")
    try:
        subprocess.run([build_for_host(probe, folder)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        skip("32-bit programs cannot be built or run here (gcc-multilib)")
    for source in SOURCES:
        native = subprocess.run([build_for_host(source, folder)], check=True, capture_output=True, text=True).stdout
        guest = subprocess.run([PROGRAM, "run", str(build_for_guest(source, folder))], capture_output=True, text=True,
                               timeout=300)
        same = guest.stdout == native and native != ""
        wrong += not same
        print(f"{source.stem}: {'the same' if same else 'differs'}, {len(native)} bytes")
        if not same:
            print(f"native:\n{native[-1500:]}\nguest:\n{guest.stdout[-1500:]}{guest.stderr[-800:]}")
sys.exit(1 if wrong else 0)
