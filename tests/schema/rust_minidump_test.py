#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""--json=rust-minidump against what rust-minidump published of one dump (the output that its own tests keep of
minidump2.dmp, which it calls test.dmp), against Breakpad, and against our own JSON of the same dump."""
import re
import tempfile
import pathlib

from schemas import CORPUS, SOURCE, Report, analyze, run, skip

report = Report()
WORDS = dict(re.findall(r"^\| `(\w+)` \| `(\w+)` \|", (SOURCE / "docs/json.md").read_text(), re.M))
report.equal("the table in docs/json.md", len(WORDS), 11)


def same_analysis(name, ours, theirs):
    """What both say of one dump: threads, frames and trust, modules."""
    width = 16 if ours["system"]["processor"] == "AMD64" else 8
    threads = {t["thread_id"]: t for t in theirs["threads"]}
    report.equal(f"{name}: threads", sorted(threads), [t["thread_id"] for t in ours["threads"]])
    for thread in ours["threads"]:
        frames = threads[thread["thread_id"]]["frames"]
        for mine, other in zip(thread["frames"], frames, strict=True):
            address = int(mine.get("eip") or mine["rip"], 16)
            address -= mine["trust"] not in ("context", "exception") and address > 0  # the byte before the return address
            where = f"{name}: thread {thread['thread_id']} frame {other['frame']}"
            report.equal(f"{where} offset", other["offset"], f"0x{address:0{width}x}")
            report.equal(f"{where} trust", other["trust"], WORDS[mine["trust"]])
            report.equal(f"{where} place", (other["module"], other["function"], other["file"], other["line"]),
                         (mine["module"], mine["function"], mine["file"], mine["line"]))
    report.equal(f"{name}: modules", sorted(int(m["base_addr"], 16) for m in theirs["modules"]),
                 [int(m["base"], 16) for m in ours["modules"]])
    crashed = theirs["crash_info"]["crashing_thread"]
    report.equal(f"{name}: crash", crashed is None, ours["exception"] is None)
    if crashed is not None:
        report.equal(f"{name}: crashing thread", theirs["threads"][crashed]["thread_id"], ours["exception"]["thread_id"])
        copy = theirs["crashing_thread"]
        report.equal(f"{name}: its index", copy.pop("threads_index"), crashed)
        registers = copy["frames"][0].pop("registers")
        report.equal(f"{name}: its copy", copy, theirs["threads"][crashed])
        report.equal(f"{name}: its address", registers.get("eip", registers.get("rip")), copy["frames"][0]["offset"])


with tempfile.TemporaryDirectory() as folder:
    dump = pathlib.Path(folder) / "a.dmp"
    for scenario, reason in (("null-pointer", "EXCEPTION_ACCESS_VIOLATION_WRITE"), ("deadlock", None),
                             ("divide-by-zero", "EXCEPTION_INT_DIVIDE_BY_ZERO"), ("ten-waiters", None)):
        run("run", scenario, "--seed", 7, "--dump", dump)
        documents = analyze(dump)
        same_analysis(scenario, documents["analysis"], documents["rust-minidump"])
        crash = documents["rust-minidump"]["crash_info"]
        report.equal(f"{scenario}: type", crash["type"], reason)
        report.equal(f"{scenario}: instruction", crash["instruction"] is not None, reason is not None)
        report.equal(f"{scenario}: handles", [h["handle"] for h in documents["rust-minidump"]["handles"]],
                     [int(h["handle"], 16) for h in documents["analysis"]["handles"]])
        report.equal(f"{scenario}: last errors", {t["last_error_value"] for t in documents["rust-minidump"]["threads"]} - {None} != set(), True)
report.equal("an unknown kind of JSON", run("analyze", "--json=xml", "a.dmp", check=False).returncode, 2)
if not (CORPUS / "public").is_dir():
    print(f"{report.documents} checks, {report.failures} failures")
    skip(f"no corpus in {CORPUS} (DUMPLAB_CORPUS names the folder)") if not report.failures else report.end(0)

# Breakpad's minidump_stackwalk on the same dumps.
for dump in sorted((CORPUS / "public").glob("*.dmp")):
    said = (CORPUS / f"expected/public/{dump.name}.stackwalk.txt").read_text(errors="replace")
    documents = analyze(dump)
    theirs = documents["rust-minidump"]
    same_analysis(dump.name, documents["analysis"], theirs)
    system, crash = theirs["system_info"], theirs["crash_info"]
    reason = re.search(r"^Crash reason:  (.*)$", said, re.M).group(1)
    address = re.search(r"^Crash address: (0x[0-9a-f]+)$", said, re.M)
    if "No crash" in reason:
        report.equal(f"{dump.name} reason", crash["type"], None)
    elif reason.startswith("EXCEPTION_"):  # Breakpad shortens what rust-minidump calls STATUS_ or gives a cause
        report.equal(f"{dump.name} reason", crash["type"].split(" / ")[0], reason.split(" / ")[0])
    if address:
        report.equal(f"{dump.name} address", int(crash["address"], 16), int(address.group(1), 16))
    header = re.match(r"Operating system: (.*)\n +(.*?) *\nCPU: (.*)\n +(.*)\n +(\d+) CPU", said)
    report.equal(f"{dump.name} system", (system["os"], system["os_ver"], system["cpu_arch"], system["cpu_info"], system["cpu_count"]),
                 (header.group(1), header.group(2), header.group(3), header.group(4), int(header.group(5))))
    uptime = re.search(r"^Process uptime: (?:(\d+) days )?(?:(\d\d):(\d\d):(\d\d)|(\d+) seconds)", said, re.M)
    if uptime:
        days, hours, minutes, seconds, only = (int(x or 0) for x in uptime.groups())
        report.equal(f"{dump.name} uptime", theirs["process_uptime"], days * 86400 + hours * 3600 + minutes * 60 + seconds + only)

# Source: rust-minidump, minidump-stackwalk/tests/snapshots, json-pretty-symbols: with symbols of the program only.
theirs = analyze(CORPUS / "public/minidump2.dmp", "--symbols",
                 next((CORPUS / "symbols/test_app.pdb").iterdir()))["rust-minidump"]
report.equal("pid", theirs["pid"], 3932)
report.equal("crash", {k: theirs["crash_info"][k] for k in ("type", "address", "crashing_thread")},
             {"type": "EXCEPTION_ACCESS_VIOLATION_WRITE", "address": "0x00000045", "crashing_thread": 0})
report.equal("system", theirs["system_info"],
             {"os": "Windows NT", "os_ver": "5.1.2600 Service Pack 2", "cpu_arch": "x86", "cpu_count": 1,
              "cpu_info": "GenuineIntel family 6 model 13 stepping 8", "cpu_microcode_version": None})
FRAMES = [("0x0040429e", "test_app.exe", "0x0000429e", "`anonymous namespace'::CrashFunction", "0x0000000e", "c:\\test_app.cc", 58, "context"),
          ("0x004041ff", "test_app.exe", "0x000041ff", "main", "0x0000004f", "c:\\test_app.cc", 65, None),
          ("0x004053eb", "test_app.exe", "0x000053eb", "__tmainCRTStartup", "0x0000015e",
           "f:\\sp\\vctools\\crt_bld\\self_x86\\crt\\src\\crt0.c", 327, None),
          ("0x7c816fd6", "kernel32.dll", "0x00016fd6", None, None, None, None, None)]
thread = theirs["crashing_thread"]
report.equal("frame count", thread["frame_count"], 4)
for found, (offset, module, module_offset, function, function_offset, file, line, trust) in zip(thread["frames"], FRAMES):
    for key, value in (("offset", offset), ("module", module), ("module_offset", module_offset), ("function", function),
                       ("function_offset", function_offset), ("file", file), ("line", line), ("inlines", None), ("unloaded_modules", None),
                       ("missing_symbols", function is None)):
        report.equal(f"frame {found['frame']} {key}", found[key], value)
    if trust:  # of callers both name the way that they went: STACK WIN there, EBP here
        report.equal(f"frame {found['frame']} trust", found["trust"], trust)
report.equal("registers", thread["frames"][0]["registers"],
             {"eax": "0x00000045", "ebp": "0x0012fe88", "ebx": "0x7c80abc1", "ecx": "0x0012fe94", "edi": "0x00000a28", "edx": "0x0042bc58",
              "eflags": "0x00010246", "eip": "0x0040429e", "esi": "0x00000002", "esp": "0x0012fe84"})
MODULES = """test_app.exe 00400000 0042d000 45d35f6c2d000 test_app.pdb 5A9832E5287241C1838ED98914E9B7FF1 -
ntdll.dll 7c900000 7c9b0000 411096b4b0000 ntdll.pdb 36515FB5D04345E491F672FA2E2878C02 5.1.2600.2180
kernel32.dll 7c800000 7c8f4000 44ab9a84f4000 kernel32.pdb BCE8785C57B44245A669896B6A19B9542 5.1.2600.2945
ole32.dll 774e0000 7761d000 42e5be9313d000 ole32.pdb 683B65B246F4418796D2EE6D4C55EB112 5.1.2600.2726
advapi32.dll 77dd0000 77e6b000 411096a79b000 advapi32.pdb 455D6C5F184D45BBB5C5F30F829751142 5.1.2600.2180
rpcrt4.dll 77e70000 77f01000 411096ae91000 rpcrt4.pdb BEA45A721DA141DAA3BA86B3A20311532 5.1.2600.2180
gdi32.dll 77f10000 77f57000 43b34feb47000 gdi32.pdb C0EA66BE00A64BD7AEF79E443A91869C2 5.1.2600.2818
user32.dll 77d40000 77dd0000 4226015990000 user32.pdb EE2B714D83A34C9D88027621272F83262 5.1.2600.2622
msvcrt.dll 77c10000 77c68000 4110975258000 msvcrt.pdb A678F3C30DED426B839032B996987E381 7.0.2600.2180
imm32.dll 76390000 763ad000 411096ae1d000 imm32.pdb 2C17A49C251B4C8EB9E2AD13D7D9EA162 5.1.2600.2180
dbghelp.dll 59a60000 59b01000 4110969aa1000 dbghelp.pdb 39559573E21B46F28E286923BE9E6A761 5.1.2600.2180
version.dll 77c00000 77c08000 411096b78000 version.pdb 180A90C40384463E82DDC45B2C8AB76E2 5.1.2600.2180
psapi.dll 76bf0000 76bfb000 411096cab000 psapi.pdb A5C3A1F9689F43D8AD228A09293889702 5.1.2600.2180"""
report.equal("modules", [" ".join([m["filename"], m["base_addr"][2:], m["end_addr"][2:], m["code_id"], m["debug_file"], m["debug_id"], m["version"] or "-"])
                         for m in theirs["modules"]], MODULES.splitlines())
report.equal("symbols", [(m["loaded_symbols"], m["missing_symbols"]) for m in theirs["modules"]][0], (True, False))
report.end(300)
