// SPDX-License-Identifier: MIT
#include "base/try.h"
#include "corpus/adapters/adapter.h"

namespace dumplab::corpus {

Result<std::optional<truth::Facts>> read_facts_file(const ParserRun& run) {
  if (run.output.empty()) return std::nullopt;
  DUMPLAB_TRY(truth::Facts facts, truth::read_facts(run.output));
  if (facts.verdict == "R") return std::nullopt;
  return facts;
}

}  // namespace dumplab::corpus
