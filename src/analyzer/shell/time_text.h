// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace dumplab::shell {

inline constexpr std::uint64_t kTicksPerSecond = 10'000'000;  // 100 ns units

/// "Tue Mar  3 10:15:20.000 2026 (UTC + 0:00)" of seconds since 1970.
std::string date_text(std::uint64_t seconds, unsigned milliseconds);
/// "Tue Mar  3 09:00:00 2026 (69A6A290)": of a module.
std::string time_stamp_text(std::uint32_t stamp);
/// "0 days 0:00:26.000" of 100 ns units.
std::string duration_text(std::uint64_t ticks);

}  // namespace dumplab::shell
