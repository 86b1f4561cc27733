// SPDX-License-Identifier: MIT
#include "classroom/csv.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dumplab::classroom;
  const std::vector<std::string> titles = {"id", "name"};
  const auto csv = parse_csv({reinterpret_cast<const char*>(data), size}, titles);
  if (!csv) return 0;
  // What is written is read as it was.
  std::string text = csv_line(titles);
  for (const Csv::Row& row : csv->rows) text += csv_line(row.fields);
  const auto again = parse_csv(text, titles);
  if (!again || again->rows.size() > csv->rows.size()) std::abort();
  return 0;
}
