// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>

#include "symbols/frame_program.h"

namespace {

/// Every address holds zeros.
class Zeros : public dumplab::MemorySource {
 public:
  std::span<const dumplab::AddressRange> ranges() const override { return {}; }
  std::size_t read(dumplab::LinearAddress, std::span<std::byte> out) const override {
    std::ranges::fill(out, std::byte{0});
    return out.size();
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dumplab::symbols::FrameProgramInputs inputs;
  inputs.registers = {1, 2, 3, 4, 5, {}};
  dumplab::symbols::run_frame_program({reinterpret_cast<const char*>(data), size}, inputs, Zeros());
  return 0;
}
