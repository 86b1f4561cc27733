// SPDX-License-Identifier: MIT
// H63 and the part of H64 that is about structures of the process and lists of the file.
#include "corpus/process_places.h"

namespace dumplab::corpus {
namespace {

using enum Verdict;

// Offsets in structures, by their names.
constexpr std::uint32_t kExceptionList = 0x00, kStackBase = 0x04, kStackLimit = 0x08, kLdr = 0x0c,
                        kLoaderLock = 0xa0, kVirtualAllocdBlocks = 0x50, kFreeLists = 0x178,
                        kProcessLocksList = 0x08;

/// Far from everything that a good dump has.
constexpr std::uint32_t kFree = 0x60000000, kNothing = 0x6fff0000;

Malformation process(std::string_view id, std::string_view variant, std::string_view what, Twin twin,
                     std::function<void(ProcessPlaces&)> change) {
  return {id, variant, what, kWarning, "WA", in_process(std::move(change)), twin};
}
/// A LIST_ENTRY of its own memory that leads to itself.
std::uint32_t add_ring(EditableMemory& memory) {
  memory.add(kFree, 8);
  memory.write_u32(kFree, kFree);
  memory.write_u32(kFree + 4, kFree);
  return kFree;
}
/// An EXCEPTION_REGISTRATION_RECORD at the top of the first thread's stack.
std::uint32_t put_record(ProcessPlaces& p, std::uint32_t next_from_record) {
  const std::uint32_t record = p.memory().word(p.teb() + kStackBase) - 16;
  p.memory().write_u32(record, next_from_record == 0 ? record : next_from_record);
  p.memory().write_u32(p.teb() + kExceptionList, record);
  return record;
}

}  // namespace

std::vector<Malformation> structure_malformations() {
  return {
      process("H63", "loader-self", "a loader entry that follows itself", Twin::kLoader,
              [](ProcessPlaces& p) { p.memory().write_u32(p.first_module(), p.first_module()); }),
      process("H63", "loader-back", "a loader entry that leads back to the one before", Twin::kLoader,
              [](ProcessPlaces& p) {
                p.memory().write_u32(p.memory().word(p.first_module()), p.first_module());
              }),
      process("H63", "loader-null", "a loader entry that leads to 0", Twin::kLoader,
              [](ProcessPlaces& p) { p.memory().write_u32(p.first_module(), 0); }),
      process("H63", "loader-unmapped", "a loader entry that leads to nothing", Twin::kLoader,
              [](ProcessPlaces& p) { p.memory().write_u32(p.first_module(), kNothing); }),
      process("H63", "ldr-in-image", "PEB.Ldr inside an image", Twin::kLoader,
              [](ProcessPlaces& p) { p.memory().write_u32(p.peb() + kLdr, p.image()); }),
      process("H63", "heap-entry-0", "a heap block of size 0", Twin::kHeap,
              [](ProcessPlaces& p) { p.memory().write_u16(p.first_block(), 0); }),
      process("H63", "heap-large-blocks", "a list of large blocks that never comes back", Twin::kHeap,
              [](ProcessPlaces& p) {
                p.memory().write_u32(p.heap() + kVirtualAllocdBlocks, add_ring(p.memory()));
              }),
      process("H63", "heap-free-list", "a free list that leads to 0", Twin::kHeap,
              [](ProcessPlaces& p) { p.memory().write_u32(p.heap() + kFreeLists, 0); }),
      process("H63", "critical-sections", "a list of critical sections that never comes back", Twin::kHeap,
              [](ProcessPlaces& p) {
                const std::uint32_t debug_info = p.memory().word(p.memory().word(p.peb() + kLoaderLock));
                p.memory().write_u32(debug_info + kProcessLocksList, add_ring(p.memory()));
              }),
      process("H63", "registration-loop", "an exception registration that follows itself", Twin::kHeap,
              [](ProcessPlaces& p) { put_record(p, 0); }),
      process("H63", "registration-outside", "an exception registration outside the stack", Twin::kHeap,
              [](ProcessPlaces& p) { put_record(p, p.peb()); }),
      process("H64", "stack-base-below-limit", "a TEB whose StackBase is below its StackLimit", Twin::kHeap,
              [](ProcessPlaces& p) {
                const std::uint32_t base = p.memory().word(p.teb() + kStackBase);
                p.memory().write_u32(p.teb() + kStackLimit, base + 0x1000);
              }),
      process("H64", "environment-without-end", "an environment that runs to the end of its memory",
              Twin::kLoader,
              [](ProcessPlaces& p) {
                for (std::uint32_t at = p.environment(); p.memory().read_u32({at}); at += 2)
                  p.memory().write_u16(at, 'x');
              }),
      {"H64", "region-of-0-bytes", "a region of 0 bytes", kWarning, "WEA", set("region:0", 24, 8, 0)},
      {"H64", "regions-overlap", "two regions that overlap", kWarning, "WA", patch([](Image& image) {
         const std::uint64_t second = image.at("region:1"), first = image.at("region:0");
         image.set(second, 8, image.number(first, 8) + 0x1000);
         image.set(first + 24, 8, 0x2000);
         image.set(second + 24, 8, 0x2000);
       })},
      {"H64", "regions-descend", "regions in descending order", kWarning, "WA",
       [](Draft& draft) { std::swap(draft.snapshot.regions.at(0), draft.snapshot.regions.at(1)); }},
      {"H64", "region-entry-size", "a MemoryInfoList whose SizeOfEntry is not that of its entries", kStream,
       "S", set("stream:MemoryInfoList", 4, 4, 40)},
      {"H64", "handle-name", "a handle's type name at the end of the file", kEntry, "EW",
       patch([](Image& image) { image.set("handle:0", 8, 4, image.size()); })},
      {"H64", "thread-times", "a thread that was created after the dump", kWarning, "WA",
       set("thread-info:0", 16, 8, 0x02ffffffffffffff)},
      {"H64", "comment-a", "a CommentA without a NUL", kWarning, "WA", patch([](Image& image) {
         const std::uint64_t size = image.number(image.at("directory:CommentA") + 4, 4);
         image.set("stream:CommentA", size - 1, 1, 'x');
       })},
      {"H64", "comment-w", "a CommentW without a NUL", kWarning, "WA", patch([](Image& image) {
         const std::uint64_t size = image.number(image.at("directory:CommentW") + 4, 4);
         image.set("stream:CommentW", size - 2, 2, 'x');
       })},
  };
}

}  // namespace dumplab::corpus
