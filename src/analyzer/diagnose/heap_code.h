// SPDX-License-Identifier: MIT
#pragma once

#include "diagnose/facts.h"

namespace dumplab::diagnose {

/// A function of ntdll's heap is among the innermost frames: what it changes may be half done.
bool is_in_heap(const unwind::CallStack& stack);
/// Of the stack from the exception on.
bool is_in_heap_at_fault(const Facts& facts);
/// The faulting instruction itself is the heap's.
bool is_heap_function_at_fault(const Facts& facts);

}  // namespace dumplab::diagnose
