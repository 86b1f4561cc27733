// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>

#include "consistency/findings.h"
#include "nt/exception.h"
#include "snapshot/read_struct.h"

namespace dumplab::consistency {

void exception_records(Findings& findings) {
  if (!findings.snapshot().exception) return;
  std::set<std::uint64_t> seen;
  std::uint64_t at = findings.snapshot().exception->ExceptionRecord;
  while (at != 0) {
    if (!seen.insert(at).second) return findings.add(at, "nested exception records lead in a circle");
    const auto record = snapshot::read_struct<nt::ExceptionRecord>(findings.memory(), at);
    if (!record) return;
    at = record->ExceptionRecord_.value();
  }
}

}  // namespace dumplab::consistency
