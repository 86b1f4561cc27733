// SPDX-License-Identifier: MIT
#include "diagnose/followup.h"

#include "diagnose/words.h"

namespace dumplab::diagnose {

std::optional<std::size_t> find_followup(const unwind::CallStack& stack) {
  for (std::size_t i = 0; i < stack.frames.size(); ++i) {
    const structures::Place& place = stack.frames[i].place;
    if (place.module.empty() || is_system_module(place.module) || is_runtime_function(place.function))
      continue;
    return i;
  }
  return std::nullopt;
}

}  // namespace dumplab::diagnose
