#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints what ctest's JUnit file counts: what failed tests said last, what benchmarks measured, names and reasons of
skipped tests, then one closing line."""
import sys
import xml.etree.ElementTree as tree

LAST_LINES = 60  # of a failed test's output
cases = tree.parse(sys.argv[1]).getroot().findall("testcase")
skipped = [case for case in cases if case.find("skipped") is not None or case.get("status") == "notrun"]
failed = [case for case in cases if case.find("failure") is not None]
for case in failed:
    print("failed:", case.get("name"))
    for line in (case.findtext("system-out") or "").strip().splitlines()[-LAST_LINES:]:
        print("  ", line[:300])
for case in cases:
    if case.get("name").startswith("bench_"):
        print((case.findtext("system-out") or "").strip())
for case in skipped:
    said = (case.findtext("system-out") or "").strip().splitlines()
    reason = next((line for line in said if line.startswith("skipped:")), "skipped: no reason given")
    print(f"{case.get('name')}: {reason}")
print(f"{len(cases) - len(skipped) - len(failed)} passed, {len(failed)} failed, {len(skipped)} skipped")
sys.exit(1 if failed or not cases else 0)
