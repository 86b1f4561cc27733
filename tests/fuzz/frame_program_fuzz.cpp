// SPDX-License-Identifier: MIT
#include <cstdint>

#include "support/zeros.h"
#include "symbols/frame_program.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dumplab::symbols::FrameProgramInputs inputs;
  inputs.registers = {1, 2, 3, 4, 5, {}};
  dumplab::symbols::run_frame_program({reinterpret_cast<const char*>(data), size}, inputs,
                                      dumplab::test::Zeros());
  return 0;
}
