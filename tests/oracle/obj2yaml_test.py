#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""LLVM's obj2yaml reads every dump and lists the same modules and threads."""
import re
import shutil
import sys

from generated_dumps import Comparison, Generated, run, skip

obj2yaml = shutil.which("obj2yaml-14") or shutil.which("obj2yaml")
if not obj2yaml:
    skip("obj2yaml is not installed")

check = Comparison()
with Generated(sys.argv[1]) as generated:
    for name, dump, ours, _ in generated.dumps():
        result = run(obj2yaml, dump, check=False)
        check.equal(f"{name} exit code", result.returncode, 0)
        text = result.stdout
        modules = re.findall(r"Base of Image:\s+(0x[0-9A-F]+)\s+Size of Image:\s+(0x[0-9A-F]+)", text)
        mine = [(m["base"], m["size"]) for m in ours["modules"]]
        check.equal(f"{name} modules", sorted((hex(int(b, 16)), hex(int(s, 16))) for b, s in modules), sorted(mine))
        threads = re.findall(r"Thread Id:\s+(0x[0-9A-F]+)\s+(?:\w[^\n]*\n\s+)*?Context:", text)
        ids = sorted(int(t, 16) for t in threads)
        check.equal(f"{name} threads", sorted(set(ids)), sorted(t["thread_id"] for t in ours["threads"]))
        code = re.search(r"Exception Code:\s+(0x[0-9A-F]+)", text)
        if ours["exception"]:
            check.equal(f"{name} exception", hex(int(code.group(1), 16)), ours["exception"]["code"])
        else:
            check.equal(f"{name} no exception", code, None)
check.finish()
