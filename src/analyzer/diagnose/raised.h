// SPDX-License-Identifier: MIT
#pragma once

#include "diagnose/facts.h"

/// Which exceptions are whose.
namespace dumplab::diagnose {

/// The processor's own faults and traps, as Windows reports them.
bool is_processor_code(std::uint32_t code);
/// What programs, their runtime and the system raise when they refuse to go on.
bool is_self_diagnosis_code(std::uint32_t code);
/// Visual C++'s throw.
bool is_cpp_code(std::uint32_t code);

enum class Raised {
  kNo,
  kPlace,  ///< it comes out of the system module that raises exceptions
  kNamed,  ///< a frame is RaiseException or its like
};

/// Whether code raised the fault's exception.
Raised find_raise(const Facts& facts);

}  // namespace dumplab::diagnose
