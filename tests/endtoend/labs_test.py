#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Labs L01 to L17 measure the numbers of the deck.  The numbers here were computed apart from the program:
20 MB are 5,242,880 ints, 5,120 pages and 40,960 sectors."""
import json
import subprocess
import sys
import unittest

PROGRAM = sys.argv.pop(1)

NUMBERS = {
    "L01": {"read calls": 5242881, "sector reads": 5242880, "distinct sectors": 40960, "distinct clusters": 5120,
            "reads of each sector": 128, "address of val": "0x4444", "frame of val": 4},
    "L02": {"read calls": 5121, "memset calls": 5121, "sector reads": 40960, "element of buf at 0x00004444": 273,
            "calls of the non-buffered program to one of this": 1024},
    "L03": {"pages loaded from the disk": 5120, "faults: fifo, 229 frames, 4 per page-in": 1280,
            "faults: lru, 64 frames, 1 per page-in": 5120, "address that the deck draws at the end": "0x13fffec"},
    "L04": {"frame of linear page 0x00002000 lies at": "0x4000", "PDE index of 0x013ffffc": 4,
            "PTE index of 0x013ffffc": 1023, "bits of the PTE after a write": "P RW US A D"},
    "L05": {"loads, straight code, next 4 pages": 128, "loads per turn": 2, "first EIP with the wrong code": "0x3ff8"},
    "L06": {"faults: lru, 224 frames": 15360, "faults: opt, 224 frames": 14912, "faults: mru, 240 frames": 14880,
            "faults: opt, 240 frames": 14880, "pages of the linear space": 5632, "bytes of those": 28672},
    "L07": {"parts of the image, by address": "Header .TEXT .DATA .BSS", "their protections": "R RX RW RW",
            "bytes of .BSS in the file": "0x0", "pages of .BSS that came in": 5},
    "L08": {"order of mapping": "DataBase.exe ntdll.dll stack kernel32.dll Index.dll stack", "stacks": 2},
    "L10": {"threads Running+Ready at five ticks": "1+1 1+1 1+1 1+1 1+1", "values of CR3 under them": 1,
            "instructions between the first and the last tick": 200000, "context switches in the log": 20},
    "L11": {"code of the first thread": "8b 02 50", "code of the second thread": "8b e5 5d c3", "stacks": 2,
            "the PUSH is done": "no no yes yes yes yes", "EAX after the MOV": "0x5eed1234",
            "dword at it": ["0x11111111"] * 2 + ["0x5eed1234"] * 4, "function that it lies in": "Second"},
    "L14": {"frame of Climb to that of Middle": "0x28", "frame of Middle to that of Inner": "0x18",
            "dword at [EBP-8]": "0xc0ffee", "growing thread: bytes committed": "0x4000",
            "without ASLR: EBP of its two outermost frames": ["0x12ffc0", "0x12fff0"]},
    "L15": {"stdcall: the callee's RET": "c2 08 00", "cdecl: the caller behind the CALL": "83 c4 08",
            "stdcall: bytes of the call": 9, "cdecl: bytes of the call": 12},
    "L16": {"ANSI text": "Dump me", "its length in characters": 7, "bytes of its character 6": "ac 20",
            "counted string: Length": 14, "text at the end of the chain": "Bert", "characters too many": 6},
    "L17": {"offset of RECORD.Price": 8, "offset of RECORD.Place.X": 24, "bytes of padding in RECORD": 21,
            "offset of PACKED_RECORD.Total": 11, "sizeof(POINT_3), from element to element": 12,
            "bit fields Low:3, Middle:5, High:9": "0x1a59d", "bytes of padding in TASK": 2},
}
OF_A_PROCESS = ["L10", "L11", "L14", "L15", "L16", "L17"]  # programs of the NT kernel, quick to run


def run(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True, timeout=300)


def lab(*words):
    result = run("lab", *words, "--json")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


class Labs(unittest.TestCase):
    def test_every_lab_is_listed(self):
        listed = [line.split()[0] for line in run("list", "labs").stdout.splitlines()]
        self.assertEqual(listed, list(NUMBERS))

    def test_names_and_errors(self):
        self.assertEqual(lab("translation")["lab"], "L04")
        wrong = run("lab", "L99")
        self.assertEqual((wrong.returncode, wrong.stderr.count("\n")), (2, 1))

    def test_other_seeds_move_addresses_and_keep_the_numbers(self):
        for number in OF_A_PROCESS:
            seen = set()
            for seed in ("1", "7", "4711"):
                measures = {m["name"]: m for m in lab(number, "--seed", seed)["measures"]}
                for measure in measures.values():
                    self.assertEqual(measure["measured"], measure["expected"], (number, seed, measure["name"]))
                for name, value in NUMBERS[number].items():
                    self.assertEqual(measures[name]["measured"], value, (number, seed, name))
                seen.add(json.dumps(list(measures.values())))
            self.assertEqual(len(seen), 3, number)

    def test_errata(self):
        measures = {m["name"]: m for m in lab("L03", "--errata")["measures"]}
        self.assertEqual(measures["address of the last int"]["measured"], "0x13ffffc")


def check(number):
    def test(self):
        outcome = lab(number)
        self.assertEqual(outcome["lab"], number)
        measures = {m["name"]: m for m in outcome["measures"]}
        for measure in measures.values():
            self.assertEqual(measure["measured"], measure["expected"], measure["name"])
        for name, value in NUMBERS[number].items():
            self.assertEqual(measures[name]["measured"], value, name)
    return test


for each in NUMBERS:
    setattr(Labs, "test_" + each, check(each))

if __name__ == "__main__":
    unittest.main(verbosity=1)
