// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <array>

#include "consistency/findings.h"
#include "snapshot/read_struct.h"

namespace dumplab::consistency {
namespace {

constexpr std::uint64_t kLongestEnvironment = 1 << 20;  // bytes; 64 KiB on XP

}  // namespace

void environment(Findings& findings) {
  if (!findings.peb()) return;
  const auto parameters = snapshot::read_struct<nt::ProcessParameters>(
      findings.memory(), findings.peb()->ProcessParameters.value());
  if (!parameters || parameters->Environment.value() == 0) return;
  const std::uint64_t start = parameters->Environment.value();
  std::uint16_t before = 1;
  for (std::uint64_t at = start; at < start + kLongestEnvironment; at += 2) {
    std::array<unsigned char, 2> unit;
    if (!findings.memory().read_exactly({at}, unit.data(), unit.size())) {
      if (at != start && findings.has_all_memory()) findings.add(start, "the environment has no end");
      return;
    }
    const auto value = static_cast<std::uint16_t>(unit[0] | unit[1] << 8);
    if (value == 0 && before == 0) return;
    before = value;
  }
  findings.add(start, "the environment has no end");
}

}  // namespace dumplab::consistency
