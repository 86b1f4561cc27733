#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Verdicts about dumps whose truth is known: Wine's by the program's own words, ours by the machine's."""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

program = sys.argv[1]
corpus = pathlib.Path(os.environ.get("DUMPLAB_CORPUS", sys.argv[2]))
failures = cases = 0

# What crash.c does under these names (wine/src/crash.c).
WINE = {"nullwrite": "null-data-pointer", "nullcall": "null-code-pointer", "readav": "invalid-pointer",
        "divzero": "divide-by-zero", "raise": "software-exception", "int3": "self-diagnosis", "ud2": "illegal-instruction",
        "deadlock": "deadlock", "tenthreads": "no-fault"}
SEEDS = range(1, 21)


def run(*words):
    return subprocess.run([program, *map(str, words)], capture_output=True, text=True, timeout=120)


def analyze(dump):
    return json.loads(run("analyze", "--json", dump).stdout)


def expect(name, truth, said):
    global failures, cases
    cases += 1
    if truth != said:
        failures += 1
        print(f"{name}: {said}, in truth {truth}")


def words(analysis):
    return [finding["pattern"] for finding in analysis["findings"] if finding["is_cause"]] or ["no-fault"]


def unpacked(folder):
    """Dumps of the corpus by name; packed ones only where zstd is installed."""
    for packed in sorted((corpus / "wine/dumps").glob("*.dmp*")):
        if packed.suffix != ".zst":
            yield packed
        elif shutil.which("zstd"):
            plain = folder / packed.stem
            subprocess.run(["zstd", "-q", "-d", "-f", packed, "-o", plain], check=True)
            yield plain


def check_wine(dump):
    scenario, _, profile, _ = dump.stem.split("-")
    truth = json.loads((corpus / "wine/dumps" / (dump.stem + ".truth.json")).read_text())
    analysis = analyze(dump)
    # Without Wine's memory nobody can see who owns the locks.
    expected = "no-fault" if scenario == "deadlock" and profile == "normal" else WINE[scenario]
    expect(dump.name, expected, words(analysis)[0])
    if truth.get("exception") and analysis["findings"][0]["thread_id"] is not None:
        expect(dump.name + " thread", truth["exception"]["tid"], analysis["findings"][0]["thread_id"])
    if expected == "deadlock":
        waiting = sorted(t["tid"] for t in truth["threads"] if t["name"] != "main")
        expect(dump.name + " threads", waiting, sorted(analysis["findings"][0]["threads"]))


def waits_at_the_end(log, process):
    """Who waits for which lock, and who owns which, after all marks of guest/dlls/ntdll/mark.h."""
    waiting, owners = {}, {}
    for record in map(json.loads, log.read_text().splitlines()):
        if record["kind"] != "mark" or record["process"] != process:
            continue
        thread, lock = record["thread"], record["ecx"]
        if record["name"] == "mark_lock_wait":
            waiting[thread] = lock
        elif record["name"] in ("mark_lock_acquired", "mark_lock_tried"):
            waiting.pop(thread, None)
            owners[lock] = thread
        elif record["name"] == "mark_lock_released":
            owners.pop(lock, None)
    return waiting, owners


def ring_of(waiting, owners):
    """The threads that wait for each other in a ring, ascending."""
    for first in waiting:
        chain, thread = [first], owners.get(waiting[first])
        while thread in waiting and thread not in chain:
            chain.append(thread)
            thread = owners.get(waiting[thread])
        if thread == first:
            return sorted(chain)
    return []


def check_made(folder, scenario, seed, profile):
    dump, truth_file, log = folder / "made.dmp", folder / "made.json", folder / "made.jsonl"
    made = run("run", scenario, "--seed", seed, "--dump-type", profile, "--dump", dump, "--truth", truth_file, "--log", log)
    if made.returncode:
        sys.exit(made.stderr)
    truth, analysis = json.loads(truth_file.read_text()), analyze(dump)
    expected = {"null-pointer": "null-data-pointer", "divide-by-zero": "divide-by-zero", "ten-waiters": "no-fault",
                "deadlock": "deadlock"}[scenario]
    waiting, owners = waits_at_the_end(log, truth["process_id"])
    if scenario == "deadlock" and profile == "mini" and len(set(waiting.values())) < len(waiting):
        # Without the locks' memory it might be a tree as well: some of them have several waiters.
        expected = "no-fault"
    name = f"{scenario} seed {seed} {profile}"
    expect(name, expected, words(analysis)[0])
    first = analysis["findings"][0]
    if truth["exception"]:
        expect(name + " thread", truth["exception"]["thread_id"], first["thread_id"])
    if expected == "deadlock":
        found = ring_of(waiting, owners) if profile == "full" else sorted(waiting)
        expect(name + " threads", found, sorted(first["threads"]))
        expect(name + " confidence", "certain" if profile == "full" else "possible", first["confidence"])
    elif scenario == "deadlock":
        expect(name + " confidence", "possible", first["confidence"])


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    for dump in unpacked(folder):
        check_wine(dump)
    for scenario in ("null-pointer", "divide-by-zero", "deadlock", "ten-waiters"):
        for seed in SEEDS:
            for profile in ("full", "mini"):
                check_made(folder, scenario, seed, profile)
    # In the middle of its run a program in order gives no cause.
    for scenario in ("null-pointer", "divide-by-zero", "ten-waiters"):
        for tick in (1, 2, 3, 5):
            dump = folder / "middle.dmp"
            if run("run", scenario, "--seed", tick, "--capture", f"tick:{tick * 20000}", "--dump", dump).returncode == 0:
                expect(f"{scenario} at {tick}", "no-fault", words(analyze(dump))[0])
if not any((corpus / "wine").glob("dumps/*.dmp")):
    print(f"no dumps in {corpus}: Wine's are left out; set DUMPLAB_CORPUS")
print(f"{cases} verdicts, {failures} wrong")
sys.exit(1 if failures or not cases else 0)
