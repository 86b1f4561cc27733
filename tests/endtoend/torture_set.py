# SPDX-License-Identifier: MIT
"""The torture set: its programs, their DLLs, and what they print and end with."""
import dataclasses
import pathlib
import shutil
import subprocess

import guest_program

FOLDER = pathlib.Path(__file__).resolve().parent / "torture"

# name: letter, further definitions, exports, libraries beside the SDK's
LIBRARIES = {
    "first": ("A", [], ["/export:Value,@7", "/export:Relocated"], []),
    "second": ("B", [], ["/export:Value", "/export:Relocated"], []),
    "user": ("U", ["IMPORTS=Value", "OWN=Twice"], ["/export:Twice"], ["first.lib"]),
    "forward": ("F", [], ["/export:Forwarded=first.Value"], []),
    "refuses": ("R", ["REFUSES"], ["/export:Value"], []),
    "needs_dll": ("N", ["IMPORTS=Value", "OWN=Twice"], ["/export:Twice"], ["absent.lib"]),
    "chain": ("C", ["IMPORTS=Twice", "OWN=Other"], [], ["needs_dll.lib"]),  # imports the one before
    "needs_name": ("N", ["IMPORTS=Absent", "OWN=Twice"], [], ["absent_name.lib"]),
}
# Import libraries of what does not exist: (DLL, name).
ABSENT = {"absent": ("absent.dll", "Value"), "absent_name": ("second.dll", "Absent")}


@dataclasses.dataclass
class Program:
    name: str
    arguments: list = dataclasses.field(default_factory=list)
    libraries: list = dataclasses.field(default_factory=list)  # DLLs that it loads
    link: list = dataclasses.field(default_factory=list)
    status: int = 0  # exit status
    hangs: bool = False
    global_flags: int = 0  # PEB.NtGlobalFlag

    def expected(self):
        return (FOLDER / f"{self.name}.txt").read_text()


SPECIAL = {p.name: p for p in (
    Program("command_line", arguments=["one", '"two three"', "four"]),
    Program("dlls", libraries=list(LIBRARIES), link=["/export:Record"]),
    Program("heap_patterns", global_flags=0x70),
    Program("philosophers_deadlock", hangs=True),
    Program("resource_write", status=0xC0000005),
    Program("unhandled", status=0xC0000094),
)}


def programs():
    return [SPECIAL.get(source.stem, Program(source.stem)) for source in sorted(FOLDER.glob("*.c"))]


def have_compiler():
    return all(map(shutil.which, ("clang-14", "lld-link-14", "llvm-dlltool-14", "llvm-rc-14")))


def build_libraries(dumplab, folder):
    for library, (dll, name) in ABSENT.items():
        (folder / f"{library}.def").write_text(f"LIBRARY {dll}\nEXPORTS\n{name}\n")
        subprocess.run(["llvm-dlltool-14", "-m", "i386", "-d", f"{library}.def", "-D", dll, "-l", f"{library}.lib"],
                       cwd=folder, check=True)
    for name, (letter, definitions, exports, libraries) in LIBRARIES.items():
        options = [f"-DLETTER='{letter}'", *(f"-D{word}" for word in definitions),
                   *(option for export in exports for option in ("--link", export)), *libraries]
        guest_program.build_dll(dumplab, FOLDER / "libraries/recorder.c", folder, name, options)


def build_all(dumplab, folder):
    """Gives {name: path of the EXE}; the DLLs lie beside them."""
    build_libraries(dumplab, folder)
    built = {}
    for program in programs():
        options = [option for word in program.link for option in ("--link", word)]
        script = FOLDER / f"resources/{program.name}.rc"
        if script.exists():
            options.append(folder / f"{program.name}.res")
            # By its name alone: llvm-rc takes an absolute path such as /ci/x.rc for an option.
            subprocess.run(["llvm-rc-14", "/fo", options[-1], script.name], cwd=script.parent, check=True)
        built[program.name] = guest_program.build(dumplab, FOLDER / f"{program.name}.c", folder, options)
    return built
