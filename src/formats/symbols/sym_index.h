// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "symbols/smallest_ranges.h"

namespace dumplab::symbols {

/// Where the lines of a .sym file begin that answer questions. Offsets are bytes of the text.
struct SymIndex {
  struct Place {
    std::uint32_t rva = 0;
    std::uint64_t offset = 0;
  };
  struct Extent {
    SmallestRanges::Range range;
    std::uint64_t offset = 0;
  };
  struct Number {
    std::uint32_t number = 0;
    std::uint64_t offset = 0;
  };
  struct Broken {
    std::uint64_t offset = 0;
    const char* what = "";
  };

  std::vector<Place> functions, publics;  ///< by RVA, in the file's order where they are the same
  std::vector<Number> files, origins;     ///< by number
  std::vector<Extent> programs, fpo_rows, rules;
  std::vector<Broken> broken;  ///< the first ones
};

inline constexpr std::size_t kMaximumProblems = 100;

/// The line at `offset`, without its end.
std::string_view sym_line_at(std::string_view text, std::uint64_t offset);

/// Whether the line belongs to the body of a function: a line record or INLINE.
bool is_sym_body_line(std::string_view line);

/// One pass over the line starts from `offset` on.
SymIndex index_sym(std::string_view text, std::uint64_t offset);

}  // namespace dumplab::symbols
