// SPDX-License-Identifier: MIT
#pragma once

#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

#include "dumplab/dump.h"

namespace dumplab::test {

/// Looks at every value of a dump and at every byte of its memory. Throws when a promise of MemorySource or
/// Dump does not hold.
inline std::size_t touch_everything(const Dump& dump) {
  const auto require = [](bool holds, const char* what) {
    if (!holds) throw std::runtime_error(what);
  };
  const Snapshot& s = dump.snapshot();
  require(s.memory != nullptr, "no memory source");
  std::size_t touched = s.system.CSDVersion.size() + s.regions.size();
  for (const Module& module : s.modules) touched += module.path.size() + module.misc_record.size();
  for (const Thread& thread : s.threads) touched += thread.context.index() + thread.name.value_or("").size();
  if (s.exception) {
    require(s.exception->ExceptionInformation.size() <= 15, "more than 15 exception parameters");
    touched += s.exception->context.index();
  }
  std::vector<std::byte> buffer(4096);
  const AddressRange* last = nullptr;
  for (const AddressRange& range : s.memory->ranges()) {
    require(range.size != 0, "an empty range");
    require(range.base.value + (range.size - 1) >= range.base.value, "a range wraps");
    require(!last || (range.base > last->base && range.base - last->base >= last->size),
            "ranges overlap or are not sorted");
    last = &range;
    for (std::uint64_t at = 0; at < range.size; at += buffer.size()) {
      const std::size_t count = std::min<std::uint64_t>(buffer.size(), range.size - at);
      require(s.memory->read(range.base + at, std::span(buffer).first(count)) == count,
              "a range is not all there");
      touched += std::to_integer<std::size_t>(buffer[count / 2]);
    }
  }
  std::uint64_t where = 0;
  for (const DumpProblem& problem : dump.problems()) {
    require(problem.where >= where, "problems are not in file order");
    require(!problem.what.empty(), "a problem without words");
    where = problem.where;
  }
  return touched;
}

}  // namespace dumplab::test
