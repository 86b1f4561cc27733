#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A schema that accepts anything would be worth nothing: each field of real documents is left out, doubled by one
that is not there, and given a value of another type; each must be refused."""
import copy
import json
import pathlib
import tempfile

from schemas import SOURCE, Report, analyze, run, validator

# Fields that are one of some words: another word is refused. `*` is an index.
CLOSED = {"analysis": ["threads/*/context", "threads/*/frames/*/trust", "modules/*/symbols", "regions/*/state", "regions/*/type",
                       "regions/*/protect", "regions/*/owner", "system/platform", "system/processor", "schema", "modules/*/base"],
          "truth": ["threads/*/state", "threads/*/wait_reason", "regions/*/owner", "regions/*/protect", "captured", "schema", "guest_set"],
          "check": ["verdict", "schema", "streams/*/state", "problems/*/damage", "contradictions/*/check", "file_size"],
          "facts": ["verdict", "schema", "threads/*/eip", "modules/*/base", "memory/*/sha256"],
          "lab": ["lab", "schema", "measures/*/range"],
          "check-file": ["schema", "use", "exercise", "guest_set", "hash/algorithm", "checks/*/salt", "checks/*/hash", "checks/*/questions/*/dump"],
          "progress": ["schema", "seed"],
          "rust-minidump": ["status", "system_info/cpu_arch", "threads/*/frames/*/trust", "threads/*/frames/*/offset", "modules/*/debug_id"]}
report = Report()


def shorten(value):
    """The document with at most two items in each list, so that a check of it takes no time."""
    if isinstance(value, dict):
        return {k: shorten(v) for k, v in value.items()}
    if isinstance(value, list):
        return [shorten(v) for v in value[:2]]
    return value


def other_type(value):
    return "words" if isinstance(value, (int, list, dict)) and not isinstance(value, str) else 1.5


def places(value, path=()):
    """The path to every object."""
    if isinstance(value, dict):
        yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(inner, (*path, key))


def kind_of_place(document, path):
    """Equal for objects that the schema describes at one place: list items with the same members."""
    return tuple("*" if isinstance(step, int) else step for step in path), tuple(sorted(at(document, path)))


def at(document, path):
    for step in path:
        document = document[step]
    return document


def refuse(kind, document, what):
    report.documents += 1
    if validator(kind).is_valid(document):
        report.fail(f"{kind}: accepted {what}")


def mutate(kind, document):
    report.validate("shortened", kind, document)
    for path in {kind_of_place(document, path): path for path in places(document)}.values():
        changed = copy.deepcopy(document)
        at(changed, path)["surplus"] = None
        if path[-1:] != ("registers",) or kind != "rust-minidump":
            refuse(kind, changed, f"a surplus member at /{'/'.join(map(str, path))}")
        for key, value in at(document, path).items():
            where = "/".join(map(str, (*path, key)))
            changed = copy.deepcopy(document)
            del at(changed, path)[key]
            may_miss = ((kind == "facts" and where == "exception")  # a parser that does not tell it
                        or (kind == "check-file" and key == "dump") or (kind == "progress" and path == ("questions",)))
            if not may_miss and not (kind == "rust-minidump" and (key == "registers" or path[-1:] == ("registers",))):
                refuse(kind, changed, f"a document without /{where}")
            if where.startswith("measures/0/") and key in ("measured", "expected"):
                value = "words"  # of a lab's value only numbers with a fraction and objects are no values
            changed = copy.deepcopy(document)
            at(changed, path)[key] = other_type(value)
            refuse(kind, changed, f"{other_type(value)!r} for /{where}")


def set_first(document, steps, value):
    """Puts `value` at the first place that fits; gives whether there is one."""
    if len(steps) == 1:
        if isinstance(document, dict) and document.get(steps[0]) is not None:
            document[steps[0]] = value
            return True
        return False
    inner = document if steps[0] == "*" else [document.get(steps[0])]
    return any(set_first(i, steps[1:], value) for i in inner if i)


with tempfile.TemporaryDirectory() as name:
    dump, truth = pathlib.Path(name) / "a.dmp", pathlib.Path(name) / "a.json"
    run("run", "null-pointer", "--seed", 7, "--dump", dump, "--truth", truth)
    documents = analyze(dump) | {"truth": json.loads(truth.read_text())}
    documents["lab"] = json.loads(run("lab", "L07", "--json").stdout)
    folder = pathlib.Path(name) / "exercise"
    run("exercise", "new", "X43", "--seed", 7, "--out", folder)
    documents["check-file"] = json.loads((folder / "check.json").read_text())
    documents["check-file"]["checks"][0]["questions"][0].pop("dump", None)
    run("exercise", "practice", "X01", "--seed", 7, "--out", folder / "practice", lines="!hint 1\n!answer 2 esi\n!answer 2 edi\n")
    documents["progress"] = json.loads((folder / "practice/progress.json").read_text())
# What the dump of this scenario does not have is written by hand.
documents["analysis"]["unloaded_modules"] = [{"name": "old.dll", "base": "0x10000000", "size": "0x1000", "timestamp": "0x0", "checksum": "0x0"}]
documents["analysis"]["problems"] = [{"stream": "ThreadList", "damage": "entry", "what": "cut", "where": "0x20"}]
documents["analysis"]["vm_counters"] = None
documents["check"]["problems"] = documents["analysis"]["problems"]
documents["check"]["contradictions"] = [{"check": "heaps", "address": "0x150680", "what": "a block of size 0"}]
documents["rust-minidump"]["unloaded_modules"] = [{"base_addr": "0x10000000", "end_addr": "0x10001000", "code_id": "01000",
                                                   "filename": "old.dll", "cert_subject": None}]
documents["analysis"]["threads"][0]["rejected"] = [{"slot": "0x1ffe00", "value": "0x401000", "why": "no CALL before it"}]
documents["rust-minidump"]["threads"][0]["frames"][0] |= {
    "unloaded_modules": [{"module": "old.dll", "offsets": ["0x00000010"]}], "inlines": [{"function": "f", "file": None, "line": 3}]}
for kind, document in documents.items():
    mutate(kind, shorten(document))
    for place in CLOSED[kind]:
        changed = copy.deepcopy(document)
        if not set_first(changed, place.split("/"), "nonsense"):
            report.fail(f"{kind}: nothing stands at {place}")
        refuse(kind, changed, f"nonsense at {place}")

damage = copy.deepcopy(documents["analysis"])
damage["problems"] = [{"what": "cut", "where": "0x20", "stream": "ThreadList", "damage": "entry"}]
report.validate("damage of a stream", "analysis", damage)
damage["problems"][0]["damage"] = "total"
refuse("analysis", damage, "an unknown word for damage")
for kind in documents:
    for other in documents:
        if other != kind:
            refuse(kind, documents[other], f"a document of {other}")
# shell_test.py does the same for the shell's.
report.equal("schemas", sorted(f.name for f in (SOURCE / "docs/schema").iterdir()),
             ["analysis-2.schema.json", "check-1.schema.json", "check-file-1.schema.json", "corpus-1.schema.json", "facts-1.schema.json", "lab-1.schema.json",
              "progress-1.schema.json", "rust-minidump.schema.json",
              "shell-1.schema.json", "truth-1.schema.json"])
report.end(600)
