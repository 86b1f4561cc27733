// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "base/byte_view.h"

/// Structures of a process with the official names: of a 32-bit one in XP SP3's layout, and with 64 in their
/// names of a 64-bit one. Bytes only: the kernel writes them into guest memory, the analyzer reads them out
/// of dumps. Source: public symbol listings and ReactOS' asserted offsets; FORMAT of the field in its type.
namespace dumplab::nt {

/// UNICODE_STRING: lengths in bytes, without the terminator.
struct UnicodeString {
  le16 Length, MaximumLength;
  le32 Buffer;
};
static_assert(sizeof(UnicodeString) == 8);

struct ListEntry {
  le32 Flink, Blink;
};
static_assert(sizeof(ListEntry) == 8);

/// UNICODE_STRING of a 64-bit process.
struct UnicodeString64 {
  le16 Length, MaximumLength;
  le32 unused;
  le64 Buffer;
};
static_assert(sizeof(UnicodeString64) == 16);

struct ListEntry64 {
  le64 Flink, Blink;
};
static_assert(sizeof(ListEntry64) == 16);

template <std::size_t Size>
struct Opaque {
  std::byte bytes[Size];
};

}  // namespace dumplab::nt
