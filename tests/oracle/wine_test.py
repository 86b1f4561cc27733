#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The torture set under Wine prints the committed text. DUMPLAB_WINE may hold a command, such as "chroot DIR wine"."""
import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "endtoend"))
import torture_set  # noqa: E402

# Where Wine 8 is known to differ from XP: {program: [(committed line, Wine's line, reason)]}.
DIFFERENCES = {
    "heap_patterns": [
        ("allocated: baadf00d baadf00d", "allocated: 55555555 55555555",
         "Wine has a pattern of its own; NT's is 0xBAADF00D"),
    ],
    "heap_limits": [
        ("raised STATUS_NO_MEMORY", "not here",
         "Wine looks at HEAP_GENERATE_EXCEPTIONS of the call only; HeapCreate documents it for the heap too"),
    ],
    "messages": [
        (ours, wines, "Wine has texts of its own") for ours, wines in (
            ("44 [The system cannot find the file specified.<r><n>]", "17 [File not found.<r><n>]"),
            ("19 [Access is denied.<r><n>]", "16 [Access denied.<r><n>]"),
            ("29 [The parameter is incorrect.<r><n>]", "20 [Invalid parameter.<r><n>]"),
            ("53 [Cannot create a file when that file already exists.<r><n>]", "22 [File already exists.<r><n>]"),
            ("38 [%1 is not a valid Win32 application.<r><n>]", "24 [Bad EXE format for %1.<r><n>]"),
            ("43 [The system cannot find the file specified. ]", "16 [File not found. ]"))
    ],
    "raised": [
        ("filter: code c0000025, flags 1, caused by e0000020", "filter: code c0000025, flags 1",
         "NT's dispatcher links the cause (M. Pietrek, Microsoft Systems Journal, January 1997)"),
    ],
    "wait_any_all": [
        ("the same twice, all: ffffffff, error 87", "the same twice, all: 102, error 0",
         "WaitForMultipleObjects documents that bWaitAll refuses a handle twice"),
    ],
    "waitable_timers": [
        ("completion time after 2000: 1", "completion time after 2000: 0",
         "PTIMERAPCROUTINE documents the time as a FILETIME in UTC"),
    ],
    "dlls": [
        ("needs_name.dll: none, error 127", "needs_name.dll: loaded, error 0",
         "Wine puts a stub where an import is missing; NT refuses the module"),
        ("no such ordinal: 0, error 182", "no such ordinal: 0, error 127",
         "[MS-ERREF] maps STATUS_ORDINAL_NOT_FOUND to ERROR_INVALID_ORDINAL"),
        ("not left behind: 1 1 1 1", "not left behind: 1 1 1 0", "second.dll stays with that module"),
        ('refused: "Rr"', 'refused: "BNRr"', "the same module, attached"),
    ],
}


IMAGE_OPTIONS = "HKLM\\Software\\Microsoft\\Windows NT\\CurrentVersion\\Image File Execution Options"


def skip(why):
    print("skipped:", why)
    sys.exit(77)


def wine_command():
    if os.environ.get("DUMPLAB_WINE"):
        return shlex.split(os.environ["DUMPLAB_WINE"])
    if not shutil.which("wine"):
        skip("wine is not installed, and DUMPLAB_WINE is not set")
    return ["wine"]


def visible_folder(command):
    """A folder for the programs, and its name inside the root that the command changes to, if it does."""
    root = command[command.index("chroot") + 1] if "chroot" in command else ""
    folder = tempfile.TemporaryDirectory(dir=f"{root}/tmp")
    return folder, folder.name[len(root):]


def run(command, inside, *arguments):
    script = 'cd "$1" && shift && exec "$@"'
    at = command.index("wine") if "wine" in command else 0
    whole = [*command[:at], "sh", "-c", script, "sh", inside, *command[at:], *arguments]
    result = subprocess.run(whole, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=120,
                            env={**os.environ, "WINEDEBUG": "-all"})
    return result.returncode, result.stdout.decode("latin-1").replace("\r\n", "\n")


def run_program(command, inside, program):
    if program.global_flags:
        run(command, inside, "reg", "add", IMAGE_OPTIONS + "\\" + program.name + ".exe", "/v", "GlobalFlag", "/t",
            "REG_DWORD", "/d", str(program.global_flags), "/f")
    return run(command, inside, f"{program.name}.exe", *(word.strip('"') for word in program.arguments))


def expected_under_wine(program):
    lines = program.expected().splitlines()
    for ours, wines, _ in DIFFERENCES.get(program.name, []):
        lines = [wines if line == ours else line for line in lines]
    return "".join(line + "\n" for line in lines)


def main():
    if not torture_set.have_compiler():
        skip("clang-14, lld-14 and llvm-14 are not installed")
    command = wine_command()
    folder, inside = visible_folder(command)
    failures = 0
    with folder:
        torture_set.build_all(sys.argv[1], pathlib.Path(folder.name))
        if run_program(command, inside, torture_set.Program("vectored"))[1] == "":
            skip("wine does not run 32-bit programs here")
        for program in torture_set.programs():
            if program.hangs:
                continue
            status, text = run_program(command, inside, program)
            if text != expected_under_wine(program) or status != program.status & 0xFF:
                failures += 1
                print(f"{program.name}: status {status}\n--- expected\n{expected_under_wine(program)}--- wine\n{text}")
    print(f"{len(torture_set.programs())} programs, {failures} differ")
    sys.exit(failures != 0)


main()
