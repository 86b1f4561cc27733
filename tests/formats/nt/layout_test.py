#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""layout_test.py PROBE NTDLL_PDB: src/formats/nt and the types of the guest's ntdll.pdb agree, field by field."""
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

PDB = pathlib.Path(sys.argv.pop(2))
PROBE = sys.argv.pop(1)

COUNTERPARTS = {
    "CriticalSection": "_RTL_CRITICAL_SECTION",
    "CriticalSectionDebug": "_RTL_CRITICAL_SECTION_DEBUG",
    "ExceptionRecord": "_EXCEPTION_RECORD",
    "Heap": "_HEAP",
    "HeapEntry": "_HEAP_ENTRY",
    "HeapSegment": "_HEAP_SEGMENT",
    "HeapUncommittedRange": "_HEAP_UNCOMMMTTED_RANGE",
    "HeapVirtualAllocEntry": "_HEAP_VIRTUAL_ALLOC_ENTRY",
    "ListEntry": "_LIST_ENTRY",
    "LoaderData": "_PEB_LDR_DATA",
    "LoaderEntry": "_LDR_DATA_TABLE_ENTRY",
    "Peb": "_PEB",
    "ProcessParameters": "_RTL_USER_PROCESS_PARAMETERS",
    "SharedData": "_KUSER_SHARED_DATA",
    "SystemTime": "_KSYSTEM_TIME",
    "Teb": "_TEB",
    "UnicodeString": "_UNICODE_STRING",
}
# Structures of a compiler's run-time library and of 64-bit processes; our ntdll does not know them.
WITHOUT_COUNTERPART = {"ScopedRegistration", "ScopeEntry", "Tib64", "Peb64", "ProcessParameters64", "LoaderData64",
                       "LoaderEntry64", "UnicodeString64", "ListEntry64"}
# What describes structures and words, and lies in no process.
TABLES = {"FastFail", "Type", "TypeField"}
# Ours ends earlier.
PARTS = {"Heap", "HeapSegment", "SharedData"}
# A field of ours that is a field of a field there.
INNER = {
    ("ProcessParameters", "CurrentDirectory"): "CurrentDirectory.DosPath",
    ("ProcessParameters", "CurrentDirectoryHandle"): "CurrentDirectory.Handle",
    ("Teb", "ExceptionList"): "NtTib.ExceptionList",
    ("Teb", "StackBase"): "NtTib.StackBase",
    ("Teb", "StackLimit"): "NtTib.StackLimit",
    ("Teb", "SubSystemTib"): "NtTib.SubSystemTib",
    ("Teb", "FiberData"): "NtTib.FiberData",
    ("Teb", "ArbitraryUserPointer"): "NtTib.ArbitraryUserPointer",
    ("Teb", "Self"): "NtTib.Self",
    ("Teb", "UniqueProcess"): "ClientId.UniqueProcess",
    ("Teb", "UniqueThread"): "ClientId.UniqueThread",
}
# Four bytes here that the official structure has as a byte and padding.
WIDER = {("LoaderData", "Initialized")}
# Full definitions that debuggers look for, and their sizes on XP SP3.
# Source: public symbol listings of XP SP3, the SDK's headers for the documented ones.
REQUIRED = {
    "_CLIENT_ID": 8, "_CONTEXT": 0x2CC, "_EXCEPTION_RECORD": 0x50, "_EXCEPTION_REGISTRATION_RECORD": 8, "_HEAP": 0x588,
    "_HEAP_ENTRY": 8, "_HEAP_FREE_ENTRY": 0x10, "_HEAP_SEGMENT": None, "_HEAP_UNCOMMMTTED_RANGE": 0x10,
    "_HEAP_VIRTUAL_ALLOC_ENTRY": 0x20, "_KUSER_SHARED_DATA": 0x338, "_LDR_DATA_TABLE_ENTRY": 0x50, "_LIST_ENTRY": 8,
    "_NT_TIB": 0x1C, "_PEB": 0x210, "_PEB_LDR_DATA": 0x28, "_RTL_CRITICAL_SECTION": 0x18,
    "_RTL_CRITICAL_SECTION_DEBUG": 0x20, "_RTL_UNLOAD_EVENT_TRACE": 0x54, "_RTL_USER_PROCESS_PARAMETERS": 0x290,
    "_TEB": 0xFB8, "_UNICODE_STRING": 8,
}
# CodeView's simple types, by the low byte of the type index; a pointer has a mode in the next four bits.
SIMPLE = {0x10: 1, 0x20: 1, 0x68: 1, 0x69: 1, 0x70: 1, 0x11: 2, 0x21: 2, 0x71: 2, 0x72: 2, 0x73: 2, 0x12: 4, 0x22: 4,
          0x74: 4, 0x75: 4, 0x13: 8, 0x23: 8, 0x76: 8, 0x77: 8, 0x40: 4, 0x41: 8, 0x30: 1}


class Types:
    """The type stream of a PDB as llvm-pdbutil prints it."""

    def __init__(self, pdb):
        text = subprocess.run(["llvm-pdbutil-14", "dump", "-types", str(pdb)], capture_output=True, text=True,
                              check=True).stdout
        self.records = {int(index, 16): (kind, body) for index, kind, body in re.findall(
            r"^ +(0x[0-9A-F]+) \| (LF_\w+)(.*?)(?=^ +0x[0-9A-F]+ \||\Z)", text, re.S | re.M)}
        self.definitions = {}
        for index, (kind, body) in self.records.items():
            name = re.search(r"`([^`]*)`", body)
            if kind in ("LF_STRUCTURE", "LF_UNION") and "forward ref" not in body:
                self.definitions[name.group(1)] = index

    def resolve(self, index):
        """Through modifiers and forward references."""
        kind, body = self.records.get(index, ("", ""))
        if kind == "LF_MODIFIER":
            return self.resolve(int(re.search(r"referent = (0x[0-9A-F]+)", body).group(1), 16))
        if "forward ref" in body:
            return self.definitions.get(re.search(r"`([^`]*)`", body).group(1), index)
        return index

    def size(self, index):
        index = self.resolve(index)
        if index < 0x1000:
            return 4 if index & 0xF00 else SIMPLE[index & 0xFF]
        kind, body = self.records[index]
        if kind == "LF_POINTER":
            return 4
        if kind == "LF_ENUM":
            return self.size(int(re.search(r"underlying type: (0x[0-9A-F]+)", body).group(1), 16))
        if kind == "LF_ARRAY":
            return int(re.search(r"size: (\d+)", body).group(1))
        return int(re.search(r"sizeof (\d+)", body).group(1))

    def fields(self, index, prefix="", base=0):
        """{path: (offset, size)}; those of nested structures and anonymous unions too."""
        index = self.resolve(index)
        kind, body = self.records.get(index, ("", ""))
        if kind not in ("LF_STRUCTURE", "LF_UNION"):
            return {}
        members = self.records[int(re.search(r"field list: (0x[0-9A-F]+)", body).group(1), 16)][1]
        found = {}
        for name, member, offset in re.findall(r"LF_MEMBER \[name = `([^`]*)`, Type = (0x[0-9A-F]+).*?offset = (\d+)",
                                               members):
            at, member = base + int(offset), int(member, 16)
            if name:
                found[prefix + name] = (at, self.size(member))
            found.update(self.fields(member, prefix + name + "." if name else prefix, at))
        return found


class Layout(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not shutil.which("llvm-pdbutil-14") or not PDB.exists():
            print("skipped: llvm-pdbutil-14 or ntdll.pdb is not there")
            sys.exit(77)
        cls.types = Types(PDB)
        cls.ours = {}
        for line in subprocess.run([PROBE], capture_output=True, text=True, check=True).stdout.splitlines():
            structure, field, offset, size = line.split()
            cls.ours.setdefault(structure, {})[field] = (int(offset), int(size))

    def test_every_structure_has_a_counterpart_or_is_named(self):
        self.assertEqual(set(self.ours), set(COUNTERPARTS) | WITHOUT_COUNTERPART | TABLES)

    def test_fields(self):
        for structure, official in COUNTERPARTS.items():
            theirs = self.types.fields(self.types.definitions[official])
            for field, (offset, size) in self.ours[structure].items():
                if not field[0].isupper():  # padding, and what is not read
                    continue
                path = INNER.get((structure, field), field.rstrip("_"))
                with self.subTest(structure, field=field):
                    self.assertIn(path, theirs)
                    if (structure, field) in WIDER:
                        size = theirs[path][1]
                    self.assertEqual((offset, size), theirs[path])

    def test_whole_structures_have_every_field(self):
        for structure in COUNTERPARTS.keys() - PARTS:
            official = self.types.definitions[COUNTERPARTS[structure]]
            with self.subTest(structure):
                self.assertEqual(self.ours[structure]["-"][1], self.types.size(official))
                covered = set()
                for field, (offset, size) in self.ours[structure].items():
                    if field != "-":
                        covered.update(range(offset, offset + size))
                missing = [path for path, (offset, size) in self.types.fields(official).items()
                           if not covered.issuperset(range(offset, offset + size))]
                self.assertEqual(missing, [])

    def test_required_types(self):
        for name, size in REQUIRED.items():
            with self.subTest(name):
                self.assertIn(name, self.types.definitions)
                if size is not None:
                    self.assertEqual(self.types.size(self.types.definitions[name]), size)


if __name__ == "__main__":
    unittest.main(verbosity=1)
