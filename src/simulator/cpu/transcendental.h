// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "cpu/quad.h"

/// FSIN to FYL2XP1 by our own fixed algorithms, in quadruple precision and rounded once: no bit depends on
/// the host.  Angles are reduced by the 66-bit pi that processors use (Intel SDM vol. 1, 8.3.8).
/// NaNs and unsupported encodings are the caller's business.
namespace dumplab::cpu::transcendental {

using quad::Rounded;

bool is_nan(const Extended& number);  // or an encoding that the processor rejects

/// |angle| >= 2^63: the instruction sets C2 and does nothing else.
bool is_out_of_range(const Extended& angle);

Rounded sine(const Extended& angle, std::uint16_t control);
Rounded cosine(const Extended& angle, std::uint16_t control);
Rounded tangent(const Extended& angle, std::uint16_t control);

Rounded arc_tangent(const Extended& y, const Extended& x, std::uint16_t control);

/// 2^x - 1; beyond [-1, 1] undefined, here x.
Rounded exponential(const Extended& x, std::uint16_t control);
/// y * log2(x) and y * log2(x + 1); the second for x <= -1 undefined, here x.
Rounded logarithm(const Extended& x, const Extended& y, std::uint16_t control);
Rounded logarithm_plus_one(const Extended& x, const Extended& y, std::uint16_t control);

}  // namespace dumplab::cpu::transcendental
