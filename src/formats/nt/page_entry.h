// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "nt/memory_constants.h"

namespace dumplab::nt {

// What a page-table entry means to the memory manager while its P bit is 0 (x86 without PAE):
//   31                    12 11 10 9        5 4        1 0
//  | pagefile page, frame   |T |P'| protection| file no. |0|
// T  transition: the page is still in the frame that bits 12-31 name.
// P' prototype: the section's prototype entry knows; bits 12-31 all ones: found through the VAD.
// Neither: bits 12-31 are the page of paging file `file no.`; page 0 of file 0 means demand-zero.
// An entry of 0 says nothing: the VAD decides.
// Source: Russinovich, Solomon, "Windows Internals", "Invalid PTEs" and "Prototype PTEs".
inline constexpr std::uint32_t kEntryPrototype = 1u << 10, kEntryTransition = 1u << 11,
                               kEntryLookAtVad = 0xfffff000, kEntryProtectionShift = 5;

/// The 5-bit protection of an entry: read 1, execute 2, read-execute 3, read-write 4, write-copy 5,
/// execute-read-write 6, execute-write-copy 7, none 0; with 8 not cached; with 16 a guard page.
constexpr std::uint32_t entry_protection(std::uint32_t protect) {
  std::uint32_t code = 0;
  switch (protect & 0xff) {
    case kPageReadOnly:
      code = 1;
      break;
    case kPageExecute:
      code = 2;
      break;
    case kPageExecuteRead:
      code = 3;
      break;
    case kPageReadWrite:
      code = 4;
      break;
    case kPageWriteCopy:
      code = 5;
      break;
    case kPageExecuteReadWrite:
      code = 6;
      break;
    case kPageExecuteWriteCopy:
      code = 7;
      break;
  }
  if (protect & kPageNoCache) code |= 8;
  if (protect & kPageGuard) code |= 16;
  return code << kEntryProtectionShift;
}

/// What bits 12-31 of an entry with P = 0 name.
enum class EntryKind { kLookAtVad, kDemandZero, kPagefile, kPrototype, kTransition };

constexpr EntryKind entry_kind(std::uint32_t entry) {
  if (entry == 0) return EntryKind::kLookAtVad;
  if (entry & kEntryPrototype) return EntryKind::kPrototype;
  if (entry & kEntryTransition) return EntryKind::kTransition;
  return entry >> 12 ? EntryKind::kPagefile : EntryKind::kDemandZero;
}

constexpr std::uint32_t demand_zero_entry(std::uint32_t protect) { return entry_protection(protect); }
constexpr std::uint32_t pagefile_entry(std::uint32_t slot, std::uint32_t protect) {
  return slot << 12 | entry_protection(protect);
}
constexpr std::uint32_t prototype_entry(std::uint32_t protect) {
  return kEntryLookAtVad | kEntryPrototype | entry_protection(protect);
}
constexpr std::uint32_t transition_entry(std::uint32_t frame, std::uint32_t protect) {
  return frame << 12 | kEntryTransition | entry_protection(protect);
}

}  // namespace dumplab::nt
