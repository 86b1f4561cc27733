#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every kind of dump and truth that `run` makes, other systems' dumps from yaml2obj, and every lab."""
import json
import pathlib
import shutil
import subprocess
import tempfile

from schemas import Report, analyze, run

RUNS = [(scenario, seed, kind, []) for scenario in ("null-pointer", "divide-by-zero", "deadlock", "ten-waiters")
        for seed, kind in ((1, "full"), (2, "mini"), (3, "normal"), (4, "0x1826"))]
RUNS += [("null-pointer", 5, "full", ["--capture", "exit"]), ("null-pointer", 5, "mini", ["--capture", "first-chance"]),
         ("deadlock", 6, "full", ["--capture", "tick:40000", "--capture", "hang", "--cpus", "2"]),
         ("divide-by-zero", 7, "full", ["--aslr", "off"])]

# Systems and processors that are not Windows on x86; the numbers of an exception mean signals there.
SYSTEM = """--- !minidump
Streams:
  - Type: SystemInfo
    Processor Arch: {arch}
    Platform ID: {platform}
    CSD Version: {words}
  - Type: ModuleList
    Modules:
      - Base of Image: 0x0000000000400000
        Size of Image: 0x00003000
        Module Name: /usr/bin/orders
        CodeView Record: 4C4570420102030405060708090A0B0C0D0E0F1011121314
  - Type: ThreadList
    Threads:
      - Thread Id: 0x00000017
        Context: {context}
        Stack:
          Start of Memory Range: 0x00007FFD00000000
          Content: {stack}
  - Type: Exception
    Thread ID: 0x00000017
    Exception Record:
      Exception Code: 0x0000000B
      Exception Flags: 0x00000001
      Exception Address: 0x0000000000000024
    Thread Context: {context}
"""
SYSTEMS = [("AMD64", "Linux", "00" * 1232), ("ARM64", "Android", "00" * 796), ("X86", "Linux", "00" * 716),
           ("ARM", "IOS", "00" * 368), ("AMD64", "MacOSX", "00" * 1232), ("0x1234", "0x4321", "0011")]

report = Report()
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    for scenario, seed, kind, options in RUNS:
        dump, truth = folder / "a.dmp", folder / "a.json"
        run("run", scenario, "--seed", seed, "--dump", dump, "--truth", truth, "--dump-type", kind, *options)
        for made in folder.glob("*.json"):
            report.validate(f"{scenario} {seed} {kind} {options} {made.name}", "truth", json.loads(made.read_text()))
            for which, document in analyze(made.with_suffix(".dmp")).items():
                report.validate(f"{scenario} {seed} {kind} {options} {made.stem}", which, document)
            made.unlink()
    tool = shutil.which("yaml2obj-14") or shutil.which("yaml2obj")
    for arch, platform, context in SYSTEMS if tool else []:
        text, dump = folder / "other.yaml", folder / "other.dmp"
        text.write_text(SYSTEM.format(arch=arch, platform=platform, words='"6.1.0 #1 SMP"', context=context, stack="00" * 64))
        subprocess.run([tool, text, "-o", dump], check=True)
        documents = analyze(dump)
        for which, document in documents.items():
            report.validate(f"{arch} {platform}", which, document)
        theirs = documents["rust-minidump"]
        if platform in ("Linux", "Android"):
            report.equal(f"{arch} {platform} crash type", theirs["crash_info"]["type"], "SIGSEGV / SEGV_MAPERR")
            report.equal(f"{arch} {platform} os", theirs["system_info"]["os"], platform)
            # Breakpad's names: the first 16 bytes of the build id as a GUID and age 0, and the build id as it is.
            report.equal(f"{arch} {platform} debug_id", theirs["modules"][0]["debug_id"], "0403020106050807090A0B0C0D0E0F100")
            report.equal(f"{arch} {platform} code_id", theirs["modules"][0]["code_id"], "0102030405060708090a0b0c0d0e0f1011121314")
for line in run("list", "labs").stdout.splitlines():
    number = line.split()[0]
    if number.startswith("L"):
        report.validate(number, "lab", json.loads(run("lab", number, "--json", check=False).stdout))
report.end(60 + 14)
