// SPDX-License-Identifier: MIT
// Opens any bytes as a dump, looks at everything, writes it and reads it again. New streams take part by
// their row in streams.def.
#include <cstdint>
#include <cstdlib>

#include "dumplab/dump.h"
#include "minidump/writer.h"
#include "support/dump_checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dumplab;
  const auto bytes = std::as_bytes(std::span(data, size));
  const auto dump = Dump::from_bytes({bytes.begin(), bytes.end()});
  if (!dump) return 0;
  test::touch_everything(*dump);
  const auto again = Dump::from_bytes(minidump::to_bytes(dump->snapshot()));
  if (!again) std::abort();
  test::touch_everything(*again);
  return 0;
}
