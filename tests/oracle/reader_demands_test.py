#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What lldb, Breakpad, LLVM, skelsec's minidump and udmp-parser demand of a dump, checked on the bytes themselves.

Layouts are written down here from minidumpapiset.h, apart from the project's own code."""
import struct
import sys

from generated_dumps import Comparison, Generated

check = Comparison()


def utf16(data, rva):
    size = struct.unpack_from("<I", data, rva)[0]
    assert size % 2 == 0
    terminator = struct.unpack_from("<H", data, rva + 4 + size)[0]
    return data[rva + 4:rva + 4 + size].decode("utf-16le"), terminator


def context_is_good(data, size, rva):
    flags = struct.unpack_from("<I", data, rva)[0]
    return size == 716 and flags & 0x10000 and rva % 4 == 0 and rva + size <= len(data)


with Generated(sys.argv[1]) as generated:
    for name, dump, ours, truth in generated.dumps():
        data = dump.read_bytes()
        signature, version, count, directory, checksum, time, flags = struct.unpack_from("<IIIIIIQ", data, 0)
        check.equal(f"{name} signature", signature, 0x504d444d)
        check.equal(f"{name} version", version & 0xffff, 0xa793)
        check.equal(f"{name} at most 128 streams", count <= 128, True)
        entries = [struct.unpack_from("<III", data, directory + 12 * i) for i in range(count)]
        types = [e[0] for e in entries]
        check.equal(f"{name} stream types are unique", len(types), len(set(types)))
        check.equal(f"{name} no type that skelsec does not know", [t for t in types if t == 23 or 38 <= t <= 0xfffe], [])
        check.equal(f"{name} streams are inside the file", all(r + s <= len(data) for _, s, r in entries), True)
        where = {t: (s, r) for t, s, r in entries}
        check.equal(f"{name} required streams", [t for t in (3, 4, 7, 15, 16) if t not in where], [])
        full = bool(flags & 2)
        check.equal(f"{name} memory stream", (9 in where, 5 in where), (full, not full))

        size, rva = where[7]
        check.equal(f"{name} SystemInfo size", size, 56)
        check.equal(f"{name} architecture x86", struct.unpack_from("<H", data, rva)[0], 0)
        check.equal(f"{name} service pack", utf16(data, struct.unpack_from("<I", data, rva + 24)[0]),
                    ("Service Pack 3", 0))
        size, rva = where[15]
        check.equal(f"{name} MiscInfo size", size in (24, 44, 232, 832, 1364), True)
        check.equal(f"{name} MiscInfo says its size", struct.unpack_from("<I", data, rva)[0], size)
        check.equal(f"{name} process id", struct.unpack_from("<I", data, rva + 8)[0], truth["process_id"])

        size, rva = where[3]
        threads = struct.unpack_from("<I", data, rva)[0]
        check.equal(f"{name} ThreadList without padding", size, 4 + 48 * threads)
        ids = []
        for i in range(threads):
            tid, _, _, _, teb, start, stack_size, stack_rva, csize, crva = struct.unpack_from(
                "<IIIIQQIIII", data, rva + 4 + 48 * i)
            ids.append(tid)
            check.equal(f"{name} context of {tid}", bool(context_is_good(data, csize, crva)), True)
            esp = struct.unpack_from("<I", data, crva + 0xc4)[0]
            check.equal(f"{name} stack of {tid} covers ESP", start <= esp < start + stack_size and stack_rva != 0, True)
            check.equal(f"{name} stack of {tid} is in the file", stack_rva + stack_size <= len(data), True)
        check.equal(f"{name} thread ids are unique", len(ids), len(set(ids)))

        size, rva = where[4]
        modules = struct.unpack_from("<I", data, rva)[0]
        check.equal(f"{name} ModuleList without padding", size, 4 + 108 * modules)
        ranges = []
        for i in range(modules):
            base, image, _, _, name_rva = struct.unpack_from("<QIIII", data, rva + 4 + 108 * i)
            csize, crva = struct.unpack_from("<II", data, rva + 4 + 108 * i + 76)
            text, terminator = utf16(data, name_rva)
            check.equal(f"{name} module name", (0 < len(text) <= 1024, terminator), (True, 0))
            check.equal(f"{name} {text} has an RSDS record", data[crva:crva + 4], b"RSDS")
            check.equal(f"{name} {text} record ends with NUL", data[crva + csize - 1], 0)
            ranges.append((base, base + image))
        ranges.sort()
        check.equal(f"{name} modules do not overlap", all(a[1] <= b[0] for a, b in zip(ranges, ranges[1:])), True)

        if 6 in where:
            size, rva = where[6]
            check.equal(f"{name} Exception size", size, 168)
            check.equal(f"{name} exception thread exists", struct.unpack_from("<I", data, rva)[0] in ids, True)
            check.equal(f"{name} exception context",
                        bool(context_is_good(data, *struct.unpack_from("<II", data, rva + 160))), True)

        size, rva = where[16]
        header, entry, regions = struct.unpack_from("<IIQ", data, rva)
        check.equal(f"{name} MemoryInfoList header", (header, entry, size), (16, 48, 16 + 48 * regions))
        bases = {}
        for i in range(regions):
            base, _, _, _, length, state, protect, kind, _ = struct.unpack_from("<QQIIQIIII", data, rva + 16 + 48 * i)
            bases[base] = (length, state, protect, kind)
        memory = []
        if full:
            size, rva = where[9]
            blocks, at = struct.unpack_from("<QQ", data, rva)
            for i in range(blocks):
                start, length = struct.unpack_from("<QQ", data, rva + 16 + 16 * i)
                check.equal(f"{name} range {start:#x} is one region", bases.get(start, (0,))[0], length)
                memory.append((start, length, at))
                at += length
            check.equal(f"{name} Memory64 data ends with the file", at, len(data))
        else:
            size, rva = where[5]
            blocks = struct.unpack_from("<I", data, rva)[0]
            check.equal(f"{name} MemoryList without padding", size, 4 + 16 * blocks)
            for i in range(blocks):
                memory.append(struct.unpack_from("<QII", data, rva + 4 + 16 * i))
        check.equal(f"{name} memory is sorted and disjoint",
                    all(a[0] + a[1] <= b[0] for a, b in zip(memory, memory[1:])), True)

        def read(address, length):
            for start, size_, at_ in memory:
                if start <= address and address + length <= start + size_:
                    return data[at_ + address - start:at_ + address - start + length]
            raise AssertionError(f"{name}: {address:#x} is not in the dump")

        # skelsec's minidump follows TEB -> PEB -> ProcessParameters -> Environment.
        teb = struct.unpack_from("<Q", data, where[3][1] + 4 + 16)[0]
        peb = struct.unpack("<I", read(teb + 0x30, 4))[0]
        parameters = struct.unpack("<I", read(peb + 0x10, 4))[0]
        environment = struct.unpack("<I", read(parameters + 0x48, 4))[0]
        length, _, buffer = struct.unpack("<HHI", read(parameters + 0x38, 8))
        check.equal(f"{name} image path", read(buffer, length).decode("utf-16le"), truth["program"])
        check.equal(f"{name} environment", "=" in read(environment, 64).decode("utf-16le"), True)
check.finish()
