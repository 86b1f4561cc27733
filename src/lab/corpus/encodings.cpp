// SPDX-License-Identifier: MIT
#include "corpus/encodings.h"

namespace dumplab::corpus {
namespace {

using Memory = Encoding::Memory;
constexpr std::uint64_t kWithFullMemory = 2;

// Types of nobody: reserved by Microsoft, and above 0xffff.
constexpr std::uint32_t kReserved = 0xfff0, kOwn = 0x4d4b0001;

constexpr NamedEncoding kEncodings[] = {
    {"memory64-list", "memory in a Memory64List",
     [](Encoding& e, Snapshot&) { e.memory = Memory::kMemory64List; }},
    {"memory-list", "memory in a MemoryList",
     [](Encoding& e, Snapshot& s) {
       e.memory = Memory::kMemoryList;
       s.Flags &= ~kWithFullMemory;  // it says where the memory is
     }},
    {"both-lists", "memory in both lists, the bytes once",
     [](Encoding& e, Snapshot&) { e.memory = Memory::kBoth; }},
    {"reversed", "streams in the opposite order", [](Encoding& e, Snapshot&) { e.is_reversed = true; }},
    {"padded", "4 bytes behind the counts of lists",
     [](Encoding& e, Snapshot&) {
       e.memory = Memory::kBoth;
       e.list_padding = 4;
     }},
    {"unaligned", "everything at odd offsets", [](Encoding& e, Snapshot&) { e.shift = 1; }},
    {"directory-last", "the directory at the end of the file",
     [](Encoding& e, Snapshot&) { e.has_directory_last = true; }},
    {"extra-streams", "streams of unknown types and an unused entry", [](Encoding& e, Snapshot&) {
       for (const std::uint32_t type : {kReserved, kOwn, std::uint32_t{0}})
         e.extra_streams.push_back({type, std::vector<std::byte>(40, std::byte{0x5a})});
     }}};

}  // namespace

std::span<const NamedEncoding> all_encodings() { return kEncodings; }

std::vector<std::byte> encode(Snapshot snapshot, const NamedEncoding& how) {
  Encoding encoding;
  how.choose(encoding, snapshot);
  return encode(snapshot, encoding).build();
}

}  // namespace dumplab::corpus
