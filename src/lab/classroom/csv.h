// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "dumplab/result.h"

namespace dumplab::classroom {

/// A table of comma-separated values (RFC 4180) with a line of titles.
struct Csv {
  struct Row {
    std::uint64_t line = 0;  ///< in the file, from 1
    std::vector<std::string> fields;
  };
  std::vector<Row> rows;
};

/// Reads columns by their titles, in this order, whatever their order in the file and whatever others there
/// are. Empty lines are passed over. kMalformed, with the line in the words, for a missing title or field;
/// kIo.
Result<Csv> read_csv(const std::filesystem::path& path, const std::vector<std::string>& titles);
Result<Csv> parse_csv(std::string_view text, const std::vector<std::string>& titles);

/// One line of the table, quoted where it has to be.
std::string csv_line(const std::vector<std::string>& fields);

}  // namespace dumplab::classroom
