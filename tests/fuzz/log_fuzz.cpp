// SPDX-License-Identifier: MIT
#include <cstdint>
#include <cstdlib>

#include "truth/log.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dumplab::truth;
  const auto log = log_from_json_lines({reinterpret_cast<const char*>(data), size});
  if (log && log_from_json_lines(log_to_json_lines(*log)) != *log) std::abort();
  return 0;
}
