// SPDX-License-Identifier: MIT
#include "diagnose/fill_pattern.h"

namespace dumplab::diagnose {
namespace {

// Source: MSDN, "CRT debug heap details", "/RTC", "Heap checking" and "Application Verifier".
constexpr FillPattern kPatterns[] = {
    {0xbaadf00d, "heap memory that was allocated and never written (heap free checking)"},
    {0xfeeefeee, "heap memory that was freed (heap free checking)"},
    {0xabababab, "the guard bytes behind a heap block (heap tail checking)"},
    {0xcdcdcdcd, "memory of the debug C heap that was never written"},
    {0xdddddddd, "memory that was freed to the debug C heap"},
    {0xfdfdfdfd, "the guard bytes around a block of the debug C heap"},
    {0xcccccccc, "a local variable that was never written (/RTC)"},
    {0xc0c0c0c0, "heap memory that was allocated and never written (page heap)"},
    {0xf0f0f0f0, "heap memory that was freed (page heap)"},
    {0xdeadbeef, "a marker that programs write into dead memory"},
};
constexpr std::uint64_t kReach = 0x10000, kReachBelow = 0x1000;

}  // namespace

std::optional<FillPattern> find_fill_pattern(std::uint64_t value) {
  for (const FillPattern& pattern : kPatterns) {
    const std::uint64_t low = pattern.value - kReachBelow;
    if (value >= low && value - low < kReachBelow + kReach) return pattern;
  }
  return std::nullopt;
}

}  // namespace dumplab::diagnose
