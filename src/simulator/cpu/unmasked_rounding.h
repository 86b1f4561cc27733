// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "cpu/float_state.h"

namespace dumplab::cpu::vector {

/// The MXCSR flags of an operation with unmasked exceptions; `number` is its function, `flags` what it
/// reports with all masked.  They differ where overflow or underflow is unmasked: then a result counts as
/// inexact only if it is so with an exponent without bounds, and a tiny one underflows although it is exact.
/// Source: Intel SDM vol. 1, 4.9.1.4, 4.9.1.5 and 11.5.2.
[[gnu::cold]] std::uint32_t unmasked_flags(std::uint32_t mxcsr, unsigned number, const Vector& first,
                                           const Vector& second, std::uint32_t flags);

}  // namespace dumplab::cpu::vector
