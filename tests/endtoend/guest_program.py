# SPDX-License-Identifier: MIT
"""Programs for the simulated machine from single C files, built by tools/guest-cc."""
import os
import pathlib
import subprocess

GUEST_CC = pathlib.Path(__file__).resolve().parents[2] / "tools/guest-cc"


def build(dumplab, source, folder, options=()):
    """Builds folder/NAME.exe from NAME.c, with further options of guest-cc; gives its path."""
    guest = pathlib.Path(dumplab).resolve().parent.parent / "share/dumplab/guest"
    target = pathlib.Path(folder) / f"{source.stem}.exe"
    subprocess.run([GUEST_CC, source, "--stack", "0x80000,0x1000", "--no-seh-check", *options, "-o", target], check=True,
                   cwd=folder, env={**os.environ, "DUMPLAB_GUEST": str(guest)})
    return target


def build_dll(dumplab, source, folder, name, options=()):
    """Builds folder/NAME.dll and its import library NAME.lib; its entry point is its own DllMain."""
    guest = pathlib.Path(dumplab).resolve().parent.parent / "share/dumplab/guest"
    subprocess.run([GUEST_CC, source, "--dll", "--entry", "DllMain@12", "--no-seh-check", *options, "-o", f"{name}.dll"],
                   check=True, cwd=folder, env={**os.environ, "DUMPLAB_GUEST": str(guest)})
