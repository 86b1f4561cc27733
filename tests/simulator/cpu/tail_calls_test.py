# SPDX-License-Identifier: MIT
"""Every handler of the tail-call back end jumps to the next one: a call instead would grow the host's stack with
every guest instruction.  Usage: tail_calls_test.py OBJDUMP LIBRARY"""
import re
import subprocess
import sys

NAME = r"<void dumplab::cpu::(step|jump|branch)<"
HANDLER = re.compile(rf"^[0-9a-f]+ {NAME}(?!.*clone \.cold).*>:$")
JUMP = re.compile(rf"\tjmp +(\*|[0-9a-f]+ {NAME})")  # to the next one, or to a twin of this one
CALL = re.compile(r"\tcall +\*\(")


def handlers(listing):
    """Yields (name, instructions) per handler."""
    name, body = None, []
    for line in listing:
        if line.endswith(">:"):
            if name:
                yield name, body
            name, body = (line, []) if HANDLER.match(line) else (None, [])
        elif name:
            body.append(line)
    if name:
        yield name, body


def main(objdump, library):
    listing = subprocess.run([objdump, "-dC", "--no-show-raw-insn", library],
                             capture_output=True, text=True, check=True).stdout.splitlines()
    count = 0
    for name, body in handlers(listing):
        count += 1
        if "unimplemented_body" in name:
            continue  # it never goes on
        if not any(map(JUMP.search, body)) or any(map(CALL.search, body)):
            sys.exit(f"not a tail call: {name}")
    print(f"{count} handlers, all of them jump")
    if count < 1000:
        sys.exit("handlers are missing")


if __name__ == "__main__":
    main(*sys.argv[1:])
