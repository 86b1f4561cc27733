#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""package_test.py install|debian BUILD SOURCE: installs the build tree, or makes and unpacks its Debian packages; then
the program runs, guest-cc compiles, and a sample project builds against what is there."""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

way, build, source = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
sample = pathlib.Path(__file__).resolve().parent / "sample"
# Nothing of the tree may help, and what is set here may not either.
environment = {k: v for k, v in os.environ.items() if not k.startswith("DUMPLAB_") and k != "CMAKE_PREFIX_PATH"}
environment["CCACHE_BASEDIR"] = str(build)


def run(*words, code=0, **more):
    result = subprocess.run([str(w) for w in words], capture_output=True, text=True, timeout=250, env=environment, **more)
    if result.returncode != code:
        sys.exit(f"{' '.join(map(str, words))}\nexit code {result.returncode}, expected {code}\n{result.stdout[-3000:]}{result.stderr[-3000:]}")
    return result.stdout


def check(holds, text):
    if not holds:
        sys.exit(text)


# ---- two ways to a prefix

def install(work):
    """An installed tree that was moved afterwards."""
    run("cmake", "--install", build, "--prefix", work / "first")
    (work / "first").rename(work / "moved")
    return work / "moved"


def debian(work):
    """The packages' files, below a root of their own."""
    if not shutil.which("dpkg-deb") or not shutil.which("dpkg-shlibdeps"):
        print("skipped: dpkg-deb or dpkg-shlibdeps (dpkg-dev) is not here")
        sys.exit(77)
    run("cpack", "-G", "DEB", "--config", build / "CPackConfig.cmake", "-B", work / "packages")
    files = {re.match(r"[^_]+", f.name).group(): f for f in (work / "packages").glob("*.deb")}
    check(set(files) == {"dumplab", "libdumplab-dev"}, f"packages are {sorted(files)}")
    depends = {name: run("dpkg-deb", "-f", file, "Depends") for name, file in files.items()}
    for word in ("libc6", "libzydis4.0"):
        check(word in depends["dumplab"], f"dumplab depends on {depends['dumplab']}, not on {word}")
    for word in ("dumplab (= ", "libexpected-dev", "libboost-iostreams-dev", "libzydis-dev"):
        check(word in depends["libdumplab-dev"], f"libdumplab-dev depends on {depends['libdumplab-dev']}, not on {word}")
    for word in ("clang-14", "lld-14", "python3"):
        check(word in run("dpkg-deb", "-f", files["dumplab"], "Recommends"), f"dumplab does not recommend {word}")
    if shutil.which("apt-get"):  # it finds every dependency; nothing is installed
        plan = run("apt-get", "install", "--simulate", *files.values())
        for name in files:
            check(f"Inst {name} " in plan, f"apt-get would not install {name}:\n{plan}")
    for file in files.values():
        run("dpkg-deb", "-x", file, work / "root")
    return work / "root/usr"


# ---- what must hold of both

def check_program(prefix, work):
    rows = [r.split() for r in (source / "dumps/MANIFEST.txt").read_text().splitlines() if not r.startswith("#")]
    program, made = prefix / "bin/dumplab", work / "made.dmp"
    for scenario, seed, kind, _, digest in rows:
        run(program, "run", scenario, "--seed", seed, "--dump-type", kind, "--dump", made, cwd=work)
        check(hashlib.sha256(made.read_bytes()).hexdigest() == digest, f"{scenario}: not the committed dump's bytes")
        stored = prefix / f"share/dumplab/dumps/{scenario}.dmp"
        check(hashlib.sha256(stored.read_bytes()).hexdigest() == digest, f"{stored}: not the committed dump")
    check(sorted(f.name for f in (prefix / "share/dumplab/schema").iterdir())
          == sorted(f.name for f in (source / "docs/schema").iterdir()), "not every schema is installed")


def check_guest_cc(prefix, work):
    (work / "hello.c").write_text('#include <stdio.h>\nint main(void) { printf("%d orders\\n", 6 * 7); return 0; }\n')
    run(prefix / "bin/guest-cc", "hello.c", "-o", "hello.exe", cwd=work)
    said = run(prefix / "bin/dumplab", "run", "hello.exe", cwd=work)
    check("42 orders" in said, f"hello.exe says {said!r}")


def check_no_place(prefix):
    """Nothing installed says where it was built."""
    for file in prefix.rglob("*"):
        if file.is_file() and str(source).encode() in file.read_bytes():
            sys.exit(f"{file.relative_to(prefix)} names the source tree")


def check_headers(prefix):
    """The public headers include the standard library, tl/expected.hpp and each other."""
    headers = list((prefix / "include/dumplab").iterdir())
    check({h.name for h in headers} == {h.name for h in (source / "include/dumplab").glob("*.h")}, "headers are missing")
    for header in headers:
        for name in re.findall(r'#include [<"]([^>"]+)[>"]', header.read_text()):
            known = name == "tl/expected.hpp" or (name.startswith("dumplab/") and (prefix / "include" / name).exists())
            check(known or re.fullmatch(r"[a-z_]+", name), f"{header.name} includes {name}")


def check_sample(prefix, work):
    made = work / "sample"
    launcher = ["-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"] if shutil.which("ccache") else []
    run("cmake", "-S", sample, "-B", made, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}", *launcher)
    cache = (made / "CMakeCache.txt").read_text()
    check(f"dumplab_DIR:PATH={prefix}" in cache, "find_package found another dumplab")
    run("cmake", "--build", made, "-j2")
    run("ctest", "--test-dir", made, "--output-on-failure", "-j2")

    dump = prefix / "share/dumplab/dumps/deadlock.dmp"
    listed = sorted(map(int, run(made / "list_threads", dump).split()))
    analysis = json.loads(run(prefix / "bin/dumplab", "analyze", "--json", dump))
    check(listed == [t["thread_id"] for t in analysis["threads"]] and len(listed) > 1, f"list_threads says {listed}")

    # A wrong expectation fails and shows both numbers; an error of ours is a failure with its words.
    def failure(name):
        return run(made / "reader_test", "--gtest_also_run_disabled_tests", f"--gtest_filter=*{name}", code=1)
    said = failure("a_wrong_expectation")
    found = re.search(r"Which is: \(?(\d+)\)?\n.*thread_id \+ 4\n\s+Which is: (\d+)", said)
    check(found and int(found.group(2)) == int(found.group(1)) + 4, f"the wrong expectation is reported as\n{said}")
    said = failure("an_unknown_scenario")
    check("dumplab: nowhere: neither a scenario nor a file" in said, f"the unknown scenario is reported as\n{said}")
    check(not list(pathlib.Path(environment["TMPDIR"]).glob("dumplab-*")), "temporary dumps are left behind")


def check_documents():
    """The examples in the documents are lines of the sample project."""
    lines = {line.strip() for file in sample.iterdir() for line in file.read_text().splitlines()}
    for name, language in (("docs/testing.md", "cpp"), ("docs/testing.md", "cmake"), ("README.md", "cpp")):
        blocks = re.findall(rf"^```{language}\n(.*?)^```", (source / name).read_text(), re.M | re.S)
        check(blocks, f"{name} has no example")
        for line in "".join(blocks).splitlines():
            check(line.strip() in lines | {""}, f"{name}: not in the sample project: {line}")


# Below the build tree, under a name that does not change: the compiler's cache knows the sample the next time.
work = build / "tests/package" / way
shutil.rmtree(work, ignore_errors=True)
work.mkdir(parents=True)
environment["TMPDIR"] = tempfile.mkdtemp(dir=work)
prefix = {"install": install, "debian": debian}[way](work)
check_program(prefix, work)
check_guest_cc(prefix, work)
check_headers(prefix)
check_no_place(prefix)
check_sample(prefix, work)
check_documents()
shutil.rmtree(work)
print(f"{way}: the program, guest-cc and the sample project work")
