// SPDX-License-Identifier: MIT
#include "classroom/progress.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dumplab::classroom;
  const auto progress = progress_from_json({reinterpret_cast<const char*>(data), size});
  if (!progress) return 0;
  const auto again = progress_from_json(to_json(*progress));
  if (!again || again->questions != progress->questions || again->seed != progress->seed) std::abort();
  return 0;
}
