// SPDX-License-Identifier: MIT
#include "diagnose/heap_code.h"

#include <algorithm>

#include "base/text.h"

namespace dumplab::diagnose {
namespace {

bool is_heap_function(const structures::Place& place) {
  const std::string& name = place.function;
  const bool is_heap = name.find("Heap") != std::string::npos || name.find("FreeBlock") != std::string::npos;
  return is_heap && lower(place.module) == "ntdll.dll";
}

}  // namespace

bool is_in_heap(const unwind::CallStack& stack) {
  constexpr std::size_t kInnermost = 12;
  for (std::size_t i = 0; i < std::min(stack.frames.size(), kInnermost); ++i)
    if (is_heap_function(stack.frames[i].place)) return true;
  return false;
}

bool is_in_heap_at_fault(const Facts& facts) {
  const unwind::CallStack* stack = facts.fault_stack();
  return stack && is_in_heap(*stack);
}

bool is_heap_function_at_fault(const Facts& facts) {
  const unwind::CallStack* stack = facts.fault_stack();
  return stack && !stack->frames.empty() && is_heap_function(stack->frames[0].place);
}

}  // namespace dumplab::diagnose
