// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace dumplab::cpu {

/// What CPUID says: a Pentium 4 of family 15, model 2, stepping 9.  Source: Intel SDM vol. 2, CPUID.
inline constexpr char kVendor[] = "GenuineIntel";
inline constexpr std::uint32_t kFamily = 15, kModel = 2, kStepping = 9;
inline constexpr std::uint32_t kSignature = kFamily << 8 | kModel << 4 | kStepping;
/// FPU TSC CX8 SEP CMOV CLFSH MMX FXSR SSE SSE2.
inline constexpr std::uint32_t kFeatures =
    1u << 0 | 1u << 4 | 1u << 8 | 1u << 11 | 1u << 15 | 1u << 19 | 1u << 23 | 1u << 24 | 1u << 25 | 1u << 26;

}  // namespace dumplab::cpu
