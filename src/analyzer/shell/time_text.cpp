// SPDX-License-Identifier: MIT
#include "shell/time_text.h"

#include <fmt/format.h>

#include <ctime>

namespace dumplab::shell {
namespace {

constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::tm parts_of(std::uint64_t seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  gmtime_r(&time, &parts);
  return parts;
}

}  // namespace

std::string date_text(std::uint64_t seconds, unsigned milliseconds) {
  const std::tm t = parts_of(seconds);
  return fmt::format("{} {} {:>2} {:02}:{:02}:{:02}.{:03} {} (UTC + 0:00)", kDays[t.tm_wday],
                     kMonths[t.tm_mon], t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, milliseconds,
                     t.tm_year + 1900);
}

std::string time_stamp_text(std::uint32_t stamp) {
  const std::tm t = parts_of(stamp);
  return fmt::format("{} {} {:>2} {:02}:{:02}:{:02} {} ({:08X})", kDays[t.tm_wday], kMonths[t.tm_mon],
                     t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec, t.tm_year + 1900, stamp);
}

std::string duration_text(std::uint64_t ticks) {
  const std::uint64_t ms = ticks / 10'000, seconds = ms / 1000;
  return fmt::format("{} days {}:{:02}:{:02}.{:03}", seconds / 86400, seconds / 3600 % 24, seconds / 60 % 60,
                     seconds % 60, ms % 1000);
}

}  // namespace dumplab::shell
