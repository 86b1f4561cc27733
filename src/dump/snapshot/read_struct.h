// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "base/byte_view.h"
#include "dumplab/memory_source.h"

namespace dumplab::snapshot {

/// An in-guest structure at a linear address; empty when a byte of it is missing.
template <FileStruct T>
std::optional<T> read_struct(const MemorySource& memory, std::uint64_t address) {
  T value;
  if (!memory.read_exactly({address}, &value, sizeof value)) return std::nullopt;
  return value;
}

}  // namespace dumplab::snapshot
