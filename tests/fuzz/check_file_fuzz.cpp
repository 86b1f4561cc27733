// SPDX-License-Identifier: MIT
#include <cstdint>
#include <cstdlib>

#include "classroom/check_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dumplab::classroom;
  const auto file = check_file_from_json({reinterpret_cast<const char*>(data), size});
  if (!file) {
    if (file.error().what.find('\n') != std::string::npos) std::abort();
    return 0;
  }
  const std::string text = to_json(*file);
  const auto again = check_file_from_json(text);
  if (!again || to_json(*again) != text) std::abort();
  return 0;
}
