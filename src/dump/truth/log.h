// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dumplab/result.h"

namespace dumplab::truth {

/// What can happen on the machine, from log_kinds.def.
enum class Kind : std::uint8_t {
#define LOG(Name, word, fields, text) k##Name,
#include "truth/log_kinds.def"
#undef LOG
};

/// One thing that happened. The meaning of `fields` and `text` is in log_kinds.def.
struct Record {
  std::uint64_t time = 0;  ///< 100 ns units since the machine started
  Kind kind{};
  std::uint32_t process = 0, thread = 0;  ///< ids; 0: none
  std::array<std::uint64_t, 5> fields{};
  std::string text;
  friend bool operator==(const Record&, const Record&) = default;
};

/// Everything that happened, in order.
using Log = std::vector<Record>;

std::string_view kind_word(Kind kind);

/// One JSON object per line.
std::string log_to_json_lines(const Log& log);
/// kMalformed with the byte offset of the line that is no record.
Result<Log> log_from_json_lines(std::string_view text);
/// One line per record for people.
std::string log_to_text(const Log& log);

}  // namespace dumplab::truth
