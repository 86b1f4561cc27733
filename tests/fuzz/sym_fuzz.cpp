// SPDX-License-Identifier: MIT
#include <cstdint>
#include <span>

#include "symbols/sym_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  const auto sym = dumplab::symbols::SymFile::from_bytes({bytes.begin(), bytes.end()});
  if (!sym) return 0;
  (*sym)->lines();
  for (const auto& function : (*sym)->functions()) {
    (*sym)->find_function(function.rva);
    (*sym)->find_line(function.rva + function.size / 2);
  }
  for (std::uint32_t rva = 0; rva < 0x4000; rva += 0x101) {
    (*sym)->find_function(rva);
    (*sym)->find_line(rva);
    (*sym)->find_inlined(rva);
    (*sym)->find_frame_data(rva);
    (*sym)->find_frame_rules(rva);
  }
  return 0;
}
