#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Real dumps (x86, AMD64, Wine's) and hostile files that still open."""
import pathlib
import sys

from schemas import CORPUS, SOURCE, Report, analyze, skip

sys.path.insert(0, str(pathlib.Path(SOURCE) / "tests/oracle"))
from wine_dumps import wine_dumps  # noqa: E402

if not (CORPUS / "public").is_dir():
    skip(f"no corpus in {CORPUS} (DUMPLAB_CORPUS names the folder)")
report = Report()
processors, opened = set(), 0


def check(dump, must_open=True, *options):
    global opened
    documents = analyze(dump, *options, check=must_open)
    opened += "analysis" in documents
    for kind, document in documents.items():
        report.validate(dump.name, kind, document)
        if kind == "analysis":
            processors.add(document["system"]["processor"])


for dump in sorted((CORPUS / "public").glob("*.dmp")):
    check(dump, True, "--symbols", CORPUS / "symbols")
for dump, _, is_packed in wine_dumps(CORPUS):
    if not is_packed or dump.name.startswith("null"):
        check(dump)
public = opened
for dump in sorted((CORPUS / "hostile").iterdir()):
    check(dump, must_open=False)
print(f"{public} real dumps, {opened - public} hostile files that open")
report.equal("processors", processors >= {"x86", "AMD64"}, True)
report.equal("a hostile file opens", opened > public, True)
report.end(30)
