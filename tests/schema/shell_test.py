#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What `dumplab shell -o json` prints, of commands that succeed and of such that do not; and that the schema refuses
what is not it."""
import copy
import json
import pathlib
import tempfile

from schemas import Report, run, validator

COMMANDS = ("vertarget;|;.lastevent;.dumpdebug;? eip;? nosuch;.formats 1;.help;~;~*;~*kv;!runaway 7;!uniqstack;!teb;!peb;!gle -all;"
            "k;kd;.frame 1;!exchain;.exr -1;.ecxr;.cxr;r;!analyze -v;!analyze -hang;lm;lmv;!lmi ntdll;!dh ntdll;x ntdll!Rtl*;ln eip;"
            "db esp;dd esp;dps esp;dpa esp;dt _TEB @$teb;s -a 0 L?1000000 x;!address;!address -summary;!address esp;!vprot;u;ub eip;"
            "uf eip;!heap -s;!heap -a;!locks -v;!cs;!handle;nosuch")

report = Report()
with tempfile.TemporaryDirectory() as name:
    for scenario in ("null-pointer", "deadlock"):
        dump = pathlib.Path(name) / (scenario + ".dmp")
        run("run", scenario, "--seed", 3, "--dump", dump, "--dump-type", "full")
        lines = [json.loads(line) for line in run("shell", dump, "-o", "json", "-c", COMMANDS).stdout.splitlines()]
        if len(lines) != COMMANDS.count(";") + 2:
            report.fail(f"{scenario}: {len(lines)} objects for {COMMANDS.count(';') + 1} commands and the opening")
        for document in lines:
            report.validate(f"{scenario} {document['command']!r}", "shell", document)
        good = next(document for document in lines if document["command"] == "k")
        for change in (lambda d: d.update(surplus=1), lambda d: d.pop("blocks"), lambda d: d["blocks"][0].update(kind="list"),
                       lambda d: d["blocks"][0]["lines"][0].pop("text"), lambda d: d["blocks"][0]["lines"][1].update(frame=-1),
                       lambda d: d.update(error="x")):
            bad = copy.deepcopy(good)
            change(bad)
            if validator("shell").is_valid(bad):
                report.fail(f"accepted {json.dumps(bad)[:200]}")
report.end(2 * (COMMANDS.count(";") + 2))
