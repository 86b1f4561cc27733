# SPDX-License-Identifier: MIT
"""Programs for the simulated machine from single C files, with the SDK of the guest set."""
import pathlib
import subprocess

COMPILE = ("--target=i686-pc-windows-msvc -ffreestanding -fno-builtin -nostdinc -march=i586 -mno-sse -O1 "
           "-fno-omit-frame-pointer -fno-optimize-sibling-calls").split()
LINK = ("/nodefaultlib /machine:x86 /Brepro /safeseh:no /entry:mainCRTStartup /subsystem:console,4.0 /base:0x400000 "
        "/stack:0x80000,0x1000").split()


def sdk(dumplab):
    return pathlib.Path(dumplab).resolve().parent.parent / "share/dumplab/guest/sdk"


def build(dumplab, source, folder, link=()):
    """Builds folder/NAME.exe from NAME.c, with further options of the linker; gives its path."""
    target = folder / source.stem
    libraries = [sdk(dumplab) / "lib" / (name + ".lib") for name in ("crt", "kernel32", "ntdll")]
    subprocess.run(["clang-14", *COMPILE, "-isystem", sdk(dumplab) / "include", "-c", source, "-o", f"{target}.obj"],
                   check=True)
    subprocess.run(["lld-link-14", *LINK, *link, f"/out:{target}.exe", f"{target}.obj", *libraries], check=True,
                   stdout=subprocess.DEVNULL)
    return pathlib.Path(f"{target}.exe")
