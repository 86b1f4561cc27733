# SPDX-License-Identifier: MIT
"""Programs for the simulated machine from single C files, built by tools/guest-cc."""
import os
import pathlib
import subprocess

GUEST_CC = pathlib.Path(__file__).resolve().parents[2] / "tools/guest-cc"


def build(dumplab, source, folder):
    """Builds folder/NAME.exe from NAME.c; gives its path."""
    guest = pathlib.Path(dumplab).resolve().parent.parent / "share/dumplab/guest"
    target = pathlib.Path(folder) / f"{source.stem}.exe"
    subprocess.run([GUEST_CC, source, "--stack", "0x80000,0x1000", "--no-seh-check", "-o", target], check=True,
                   env={**os.environ, "DUMPLAB_GUEST": str(guest)})
    return target
