// SPDX-License-Identifier: MIT
#include "minidump/overlaps.h"

#include <fmt/format.h>

#include <algorithm>

namespace dumplab::minidump {

void note_overlaps(std::vector<NamedRange> ranges, std::string_view what, Reading& reading) {
  std::erase_if(ranges, [](const NamedRange& named) { return named.range.size == 0; });
  std::ranges::stable_sort(ranges, {}, [](const NamedRange& named) { return named.range.base; });
  const NamedRange* reaching = nullptr;  // of those before, the one that ends last
  for (const NamedRange& named : ranges) {
    const auto last = [](const NamedRange& n) { return n.range.base.value + (n.range.size - 1); };
    if (reaching && named.range.base.value <= last(*reaching)) {
      const bool same_base = named.range.base == reaching->range.base;
      reading.problems.add(
          Damage::kWarning, named.where,
          fmt::format("the {} at {:#x}{} lies {} the {} at {:#x}", what, named.range.base.value,
                      same_base ? " again" : "", last(named) <= last(*reaching) ? "inside" : "partly inside",
                      what, reaching->range.base.value));
    }
    if (!reaching || last(named) > last(*reaching)) reaching = &named;
  }
}

}  // namespace dumplab::minidump
