#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks the #include lines of src/ and include/ against src/layers.txt; one line per offence, exit 1."""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent)
allowed, public_owner = {}, {}
for line in (root / "src/layers.txt").read_text().splitlines():
    line = line.split("#")[0].strip()
    if " = " in line:
        header, owner = line.split(" = ")
        public_owner["dumplab/" + header.strip()] = owner.strip()
    elif ":" in line:
        name, uses = line.split(":")
        allowed[name.strip()] = set(uses.split()) | {name.strip()}

include = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)')
offences = []


def check(path, component, permitted):
    for number, line in enumerate(path.read_text().splitlines(), 1):
        found = include.match(line)
        if not found:
            continue
        name = found.group(1)
        where = f"{path.relative_to(root)}:{number}"
        if component is None:  # a public header: the standard library, tl/expected.hpp and its like
            outside = found.group(2)
            if name and not name.startswith("dumplab/"):
                offences.append(f"{where}: a public header may not include {name}")
            if outside and "/" in outside and outside != "tl/expected.hpp":
                offences.append(f"{where}: a public header may not include {outside}")
            continue
        if not name:
            continue
        target = public_owner.get(name) if name.startswith("dumplab/") else name.split("/")[0]
        if target is None:
            offences.append(f"{where}: src/layers.txt does not say who owns {name}")
        elif target not in permitted:
            offences.append(f"{where}: {component} may not include {target}")


def component_of(path):
    parts = path.relative_to(root / "src").parts
    return parts[0] if parts[0] in allowed else parts[1]


for path in sorted((root / "src").rglob("*")):
    if path.suffix in {".h", ".cpp"}:
        component = component_of(path)
        if component not in allowed:
            offences.append(f"{path.relative_to(root)}: src/layers.txt has no row for {component}")
        else:
            check(path, component, allowed[component])
for path in sorted((root / "include").rglob("*.h")):
    check(path, None, set())

# A circle would make "lower" meaningless.
order, seen = [], set()


def visit(name, trail):
    if name in trail:
        offences.append("src/layers.txt: circle " + " -> ".join(trail + [name]))
        return
    if name in seen:
        return
    for use in sorted(allowed.get(name, set()) - {name}):
        visit(use, trail + [name])
    seen.add(name)


for name in sorted(allowed):
    visit(name, [])
print("\n".join(offences), end="\n" if offences else "")
sys.exit(1 if offences else 0)
