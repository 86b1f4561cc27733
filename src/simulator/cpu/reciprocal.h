// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

/// RCPSS and RSQRTSS on the bits of a single: our own fixed approximations, relative error below 2^-13
/// (the manual allows 1.5 * 2^-12), the same on every host.  No exceptions, denormals count as 0.
namespace dumplab::cpu::reciprocal {

std::uint32_t approximate(std::uint32_t single);
std::uint32_t approximate_root(std::uint32_t single);

}  // namespace dumplab::cpu::reciprocal
