// SPDX-License-Identifier: MIT
#include "readings.h"

#include <fmt/format.h>

#include "dumplab/dump.h"
#include "report/analysis.h"

namespace dumplab::bench {

OurReading read_ours(const Sample& sample, const Materials& materials) {
  const auto dump = Dump::open(sample.dump);
  if (!dump) return {};
  symbols::SearchPath search;
  for (const auto& folder : materials.folders) search.add_folder(folder);
  const report::Analysis analysis(dump->snapshot(), {}, search);
  OurReading reading;
  for (const report::ThreadAnalysis& thread : analysis.threads)
    for (const unwind::StackFrame& frame : thread.stack.frames) {
      reading.stacks[thread.thread->ThreadId].push_back(frame.eip);
      reading.words[thread.thread->ThreadId].push_back(
          fmt::format("{} {}!{}", unwind::describe(frame.trust), frame.place.module, frame.place.function));
    }
  return reading;
}

}  // namespace dumplab::bench
