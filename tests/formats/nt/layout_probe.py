#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""layout_probe.py HEADER_FOLDER OUTPUT.cpp: a program that prints STRUCT FIELD OFFSET SIZE of the structures of src/formats/nt."""
import pathlib
import re
import sys


def structures(text):
    """(name, [field, ...]) of each plain structure."""
    text = re.sub(r"//[^\n]*", "", text)
    for name, body in re.findall(r"\nstruct (\w+) \{(.*?)\n\};", text, re.S):
        fields = []
        for declaration in filter(str.strip, body.split(";")):
            _, names = re.match(r"\s*((?:std::)?\w+(?:<[^>]*>)?)\s+(.*)", declaration, re.S).groups()
            fields += [re.sub(r"\[.*", "", field).strip() for field in names.split(",")]
        yield name, fields


folder, output = map(pathlib.Path, sys.argv[1:])
includes, lines = [], []
for header in sorted(folder.glob("*.h")):
    found = [s for s in structures("\n" + header.read_text()) if s[0] != "Opaque"]
    if not found:
        continue
    includes.append(f'#include "nt/{header.name}"')
    for name, fields in found:
        lines.append(f'  std::printf("{name} - 0 %zu\\n", sizeof({name}));')
        lines += [f'  std::printf("{name} {field} %zu %zu\\n", offsetof({name}, {field}), sizeof({name}::{field}));'
                  for field in fields]
output.write_text("#include <cstddef>\n#include <cstdio>\n\n" + "\n".join(includes) +
                  "\n\nusing namespace dumplab::nt;\n\nint main() {\n" + "\n".join(lines) + "\n}\n")
