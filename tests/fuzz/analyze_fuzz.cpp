// SPDX-License-Identifier: MIT
// What `dumplab analyze` does with any bytes: nothing in a dump may crash it, hang it or fill the memory.
#include <cstdint>

#include "dumplab/dump.h"
#include "report/analysis.h"
#include "report/region_facts.h"
#include "report/region_list.h"
#include "report/region_summary.h"
#include "report/rust_minidump_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dumplab;
  const auto bytes = std::as_bytes(std::span(data, size));
  const auto dump = Dump::from_bytes({bytes.begin(), bytes.end()});
  if (!dump) return 0;
  const report::Analysis analysis(dump->snapshot(), {}, {});
  report::to_json(analysis);
  report::to_rust_minidump_json(analysis);
  document::render_text(report::to_document(analysis));
  document::render_text(report::list_regions(analysis));
  report::list_regions_json(analysis);
  document::render_text(report::regions_summary(analysis));
  report::regions_summary_json(analysis);
  const std::uint64_t last = analysis.regions.back().base;
  document::render_text(report::describe_region(analysis, last));
  report::describe_region_json(analysis, last);
  return 0;
}
