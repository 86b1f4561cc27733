# SPDX-License-Identifier: MIT
"""The schemas of docs/schema/ and documents to hold against them."""
import json
import pathlib
import subprocess
import sys

SKIPPED = 77  # ctest's SKIP_RETURN_CODE
try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(SKIPPED)

PROGRAM, SOURCE, CORPUS = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
KINDS = {"analysis": "analysis-2", "truth": "truth-1", "lab": "lab-1", "check": "check-1", "facts": "facts-1",
         "corpus": "corpus-1", "shell": "shell-1", "check-file": "check-file-1", "progress": "progress-1", "rust-minidump": "rust-minidump"}
_validators = {}


def skip(why):
    print("skipped:", why)
    sys.exit(SKIPPED)


def validator(kind):
    if kind not in _validators:
        schema = json.loads((SOURCE / "docs/schema" / (KINDS[kind] + ".schema.json")).read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        _validators[kind] = jsonschema.Draft202012Validator(schema)
    return _validators[kind]


def run(*words, check=True, lines=""):
    """Runs the program; `lines` go to its standard input."""
    return subprocess.run([PROGRAM, *map(str, words)], input=lines, capture_output=True, text=True, errors="replace",
                          check=check, timeout=120)


def analyze(dump, *options, check=True):
    """All readings of a dump by their kinds; only the check when it cannot be opened."""
    checked = json.loads(run("check", "--json", dump, check=False).stdout)
    ours = run("analyze", "--json", dump, *options, check=check)
    if ours.returncode:
        return {"check": checked}
    theirs = run("analyze", "--json=rust-minidump", dump, *options)
    facts = run("corpus", "facts", dump, *options)
    return {"check": checked, "analysis": json.loads(ours.stdout), "rust-minidump": json.loads(theirs.stdout),
            "facts": json.loads(facts.stdout)}


class Report:
    """Counts documents that were held against their schemas, and prints what does not fit."""

    def __init__(self):
        self.documents = self.failures = 0

    def fail(self, text):
        self.failures += 1
        print(text)

    def equal(self, what, found, expected):
        self.documents += 1
        if found != expected:
            self.fail(f"{what}: {found!r}, expected {expected!r}")

    def validate(self, name, kind, document):
        self.documents += 1
        for error in list(validator(kind).iter_errors(document))[:3]:
            self.fail(f"{name}, {kind}: at /{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")

    def end(self, least):
        print(f"{self.documents} checks, {self.failures} failures")
        if self.documents < least:
            print(f"too few: {least} were expected")
        sys.exit(1 if self.failures or self.documents < least else 0)
