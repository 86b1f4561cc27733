// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <string_view>

#include "snapshot/captured_memory.h"

namespace dumplab::test {

/// Memory written word by word at the offsets that public descriptions of NT's structures give. A page that
/// was written to is there as a whole, the rest is missing.
class HandMadeMemory {
 public:
  HandMadeMemory& u8(std::uint64_t address, std::uint64_t value) { return integer(address, value, 1); }
  HandMadeMemory& u16(std::uint64_t address, std::uint64_t value) { return integer(address, value, 2); }
  HandMadeMemory& u32(std::uint64_t address, std::uint64_t value) { return integer(address, value, 4); }
  HandMadeMemory& u64(std::uint64_t address, std::uint64_t value) { return integer(address, value, 8); }
  HandMadeMemory& utf16(std::uint64_t address, std::u16string_view text) {
    for (const char16_t unit : text) {
      u16(address, unit);
      address += 2;
    }
    return *this;
  }
  /// Pages without anything in them.
  HandMadeMemory& zeros(std::uint64_t address, std::uint64_t size) {
    for (std::uint64_t at = address; at < address + size; at += kPage) integer(at, 0, 1);
    return *this;
  }

  // 32-bit structures of XP SP3.

  /// TEB of a thread: StackBase 4, StackLimit 8, Self 18h, UniqueThread 24h, PEB 30h, DeallocationStack E0Ch.
  HandMadeMemory& teb(std::uint64_t at, std::uint32_t thread_id, std::uint64_t peb, std::uint64_t stack_base,
                      std::uint64_t stack_limit, std::uint64_t deallocation_stack) {
    u32(at, 0xffffffff).u32(at + 4, stack_base).u32(at + 8, stack_limit).u32(at + 0x18, at);
    u32(at + 0x24, thread_id).u32(at + 0x30, peb);
    return u32(at + 0xe0c, deallocation_stack);
  }
  /// PEB: Ldr 0Ch, ProcessParameters 10h, ProcessHeap 18h, NumberOfHeaps 88h, ProcessHeaps 90h.
  HandMadeMemory& peb(std::uint64_t at, std::uint64_t loader, std::uint64_t parameters,
                      std::uint64_t process_heap, std::uint32_t heaps, std::uint64_t heap_list) {
    u32(at + 0xc, loader).u32(at + 0x10, parameters).u32(at + 0x18, process_heap);
    return u32(at + 0x88, heaps).u32(at + 0x90, heap_list);
  }
  /// HEAP: Signature 8, VirtualAllocdBlocks 50h (empty), Segments 58h. Its first segment's head is at 640h.
  HandMadeMemory& heap(std::uint64_t at) {
    u32(at + 8, 0xeeffeeff).u32(at + 0x50, at + 0x50).u32(at + 0x54, at + 0x50);
    return u32(at + 0x58, at + 0x640);
  }
  /// HEAP_SEGMENT: Signature 8, Heap 10h, BaseAddress 18h, NumberOfPages 1Ch, NumberOfUnCommittedPages 28h,
  /// NumberOfUnCommittedRanges 2Ch, UnCommittedRanges 30h.
  HandMadeMemory& heap_segment(std::uint64_t at, std::uint64_t heap, std::uint64_t base, std::uint32_t pages,
                               std::uint32_t uncommitted_pages, std::uint32_t ranges, std::uint64_t list) {
    u32(at + 8, 0xffeeffee).u32(at + 0x10, heap).u32(at + 0x18, base).u32(at + 0x1c, pages);
    return u32(at + 0x28, uncommitted_pages).u32(at + 0x2c, ranges).u32(at + 0x30, list);
  }
  /// HEAP_UNCOMMMTTED_RANGE: Next 0, Address 4, Size 8.
  HandMadeMemory& uncommitted(std::uint64_t at, std::uint64_t next, std::uint64_t address,
                              std::uint64_t size) {
    return u32(at, next).u32(at + 4, address).u32(at + 8, size);
  }
  /// LDR_DATA_TABLE_ENTRY: InLoadOrderLinks 0, DllBase 18h, SizeOfImage 20h, BaseDllName 2Ch.
  HandMadeMemory& loader_entry(std::uint64_t at, std::uint64_t next, std::uint64_t base, std::uint32_t size,
                               std::u16string_view name, std::uint64_t name_at) {
    u32(at, next).u32(at + 0x18, base).u32(at + 0x20, size);
    u16(at + 0x2c, name.size() * 2).u16(at + 0x2e, name.size() * 2).u32(at + 0x30, name_at);
    return utf16(name_at, name);
  }

  std::shared_ptr<const MemorySource> build() const {
    auto memory = std::make_shared<snapshot::CapturedMemory>();
    for (const auto& [base, bytes] : pages_) memory->append({base}, bytes);
    return memory;
  }

 private:
  static constexpr std::uint64_t kPage = 4096;

  HandMadeMemory& integer(std::uint64_t address, std::uint64_t value, int size) {
    for (int i = 0; i < size; ++i, ++address) {
      auto& page = pages_[address / kPage * kPage];
      page.resize(kPage);
      page[address % kPage] = static_cast<std::byte>(value >> 8 * i);
    }
    return *this;
  }

  std::map<std::uint64_t, std::vector<std::byte>> pages_;
};

}  // namespace dumplab::test
