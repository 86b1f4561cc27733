// SPDX-License-Identifier: MIT
// H56 to H61: memory lists.
#include "corpus/malformation.h"

namespace dumplab::corpus {
namespace {

using enum Verdict;

constexpr std::uint64_t kBaseRva = 8;           // in MINIDUMP_MEMORY64_LIST
constexpr std::uint64_t kStart = 0, kSize = 8;  // in its descriptors
constexpr std::uint64_t kDescriptor64 = 16, kDirectorySize = 4;

/// A place far from everything that a good dump has.
constexpr std::uint64_t kFree = 0x60000000;

std::vector<std::byte> bytes(std::size_t count, unsigned value) { return {count, std::byte(value)}; }

/// Writes both lists; `change` works on the MemoryList, which repeats what the Memory64List says.
auto both(std::function<void(Image&)> change) {
  return [change = std::move(change)](Draft& draft) {
    draft.encoding.memory = Encoding::Memory::kBoth;
    draft.patches.push_back(change);
  };
}

}  // namespace

std::vector<Malformation> memory_malformations() {
  return {
      {"H56", "base-outside", "a Memory64List whose bytes begin behind the file", kStream, "SE",
       patch([](Image& image) { image.set("stream:Memory64List", kBaseRva, 8, image.size() + 1); })},
      {"H56", "base-max", "a Memory64List whose bytes begin at 2^64-1", kStream, "SE",
       set("stream:Memory64List", kBaseRva, 8, ~std::uint64_t{0})},
      {"H57", "sum-wraps", "sizes of memory whose sum passes 64 bits", kStream, "SE", patch([](Image& image) {
         image.set("memory64:0", kSize, 8, 0xffffffffffffff00);
         image.set("memory64:1", kSize, 8, 0xffffffffffffff00);
       })},
      {"H58", "overrun", "a range in the middle that passes the end of the file", kEntry, "E",
       patch([](Image& image) { image.set("memory64:1", kSize, 8, image.size()); })},
      {"H59", "overlap", "two ranges that overlap with different bytes", kWarning, "WRSEA",
       [](Draft& draft) {
         draft.memory->add(kFree, bytes(64, 0x11));
         draft.memory->add(kFree + 0x1000, bytes(64, 0x22));
         draft.patches.push_back([](Image& image) {
           for (std::size_t i = 0; image.number(image.at("stream:Memory64List"), 8) > i; ++i) {
             const std::uint64_t at = image.at("stream:Memory64List") + kDescriptor64 * (i + 1);
             if (image.number(at + kStart, 8) == kFree + 0x1000) image.set(at + kStart, 8, kFree + 32);
           }
         });
       }},
      {"H60", "size-0", "a range of 0 bytes", kAccept, "AWE",
       [](Draft& draft) { draft.memory->add(kFree, bytes(0, 0)); }},
      {"H60", "above-4-gb", "a range that crosses 4 GB in an x86 dump", kEntry, "EW",
       [](Draft& draft) { draft.memory->add(0xffffff00, bytes(0x200, 0x33)); }},
      {"H61", "unsorted", "ranges in descending order", kAccept, "A",
       [](Draft& draft) {
         draft.encoding.memory = Encoding::Memory::kMemoryList;
         draft.snapshot.Flags &= ~std::uint64_t{2};
         draft.patches.push_back([](Image& image) {
           const std::uint64_t first = image.at("memory:0");
           const std::uint64_t count = image.number(image.at("stream:MemoryList"), 4);
           for (std::uint64_t i = 0; i < count / 2; ++i)
             for (std::uint64_t half = 0; half < 16; half += 8) {
               const std::uint64_t a = first + 16 * i + half, b = first + 16 * (count - 1 - i) + half;
               const std::uint64_t kept = image.number(a, 8);
               image.set(a, 8, image.number(b, 8));
               image.set(b, 8, kept);
             }
         });
       }},
      {"H61", "million-ranges", "a million ranges of one byte", kAccept, "A",
       [](Draft& draft) {
         constexpr std::uint64_t kCount = 1'000'000;
         LabelledBytes list;
         list.u64(kCount).u64(0);  // their bytes: the file from its start on
         for (std::uint64_t i = 0; i < kCount; ++i) list.u64(kFree + 2 * i).u64(1);
         draft.encoding.memory = Encoding::Memory::kMemoryList;
         draft.encoding.extra_streams.push_back({9, list.build()});
       }},
      {"H61", "contradiction", "a MemoryList and a Memory64List with different bytes", kWarning, "WA",
       both([](Image& image) { image.set("memory:0", 12, 4, image.at("stream:SystemInfo")); })},
      {"H61", "long-directory", "a Memory64List with room for another range", kWarning, "WAS",
       [](Draft& draft) {
         // The bytes behind the list are those of the next stream: the room is real.
         draft.encoding.is_reversed = true;
         draft.patches.push_back([](Image& image) {
           const std::uint64_t at = image.at("directory:Memory64List") + kDirectorySize;
           const std::uint64_t next = image.at("stream:Exception");
           image.set(at, 4, next - image.at("stream:Memory64List") + kDescriptor64);
           image.set("directory:Exception", 8, 4, image.size());
           const std::uint64_t size = image.number(image.at("directory:Exception") + kDirectorySize, 4);
           const std::uint64_t to = image.size();
           image.resize(to + size);
           for (std::uint64_t i = 0; i < size; ++i) image.set(to + i, 1, image.number(next + i, 1));
         });
       }},
  };
}

}  // namespace dumplab::corpus
