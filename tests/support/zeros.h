// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>

#include "dumplab/memory_source.h"

namespace dumplab::test {

/// Memory in which every address holds zeros.
class Zeros : public MemorySource {
 public:
  std::span<const AddressRange> ranges() const override { return {}; }
  std::size_t read(LinearAddress, std::span<std::byte> out) const override {
    std::ranges::fill(out, std::byte{0});
    return out.size();
  }
};

}  // namespace dumplab::test
