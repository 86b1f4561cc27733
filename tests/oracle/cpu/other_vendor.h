// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>

#include "oracle/cpu/case.h"
#include "x86/decoder.h"

namespace dumplab::oracle {

/// The simulated processor is Intel's. What another vendor's processors are known to do otherwise.
struct VendorDifference {
  const char* what;
  bool (*applies)(const x86::Instruction& instruction, const OracleCase& test, const OracleResult& silicon,
                  const OracleResult& ours);
};
std::span<const VendorDifference> vendor_differences();

/// Whether this machine's processor is Intel's.
bool is_intel_host();

/// Whether a difference of a case is one of those.
bool is_vendor_difference(const OracleCase& test, const OracleResult& silicon, const OracleResult& ours);

}  // namespace dumplab::oracle
