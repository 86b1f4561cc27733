// SPDX-License-Identifier: MIT
#include "classroom/csv.h"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/try.h"

namespace dumplab::classroom {
namespace {

tl::unexpected<Error> bad(std::uint64_t line, std::string_view what) {
  return fail(ErrorKind::kMalformed, 0, fmt::format("line {}: {}", line, what));
}

/// Everything in the text; a row's line is the one it begins in.
struct Reading {
  std::vector<Csv::Row> rows;
  std::vector<std::string> fields;
  std::uint64_t line = 1, first_line = 1;

  static void add_field(void* text, std::size_t size, void* reading) {
    auto& fields = static_cast<Reading*>(reading)->fields;
    fields.emplace_back(static_cast<const char*>(text), size);
  }
  static void end_row(int, void* reading) {
    auto& self = *static_cast<Reading*>(reading);
    self.rows.push_back({self.first_line, std::move(self.fields)});
    self.fields.clear();
  }
};

Result<std::vector<Csv::Row>> read_rows(std::string_view text) {
  csv_parser parser;
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) return fail(ErrorKind::kIo, 0, "no memory");
  Reading reading;
  bool is_good = true;
  // Line by line, so that the line of a row is known; a quoted field may go on.
  for (std::size_t at = 0; at < text.size() && is_good;) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    if (reading.fields.empty()) reading.first_line = reading.line;
    is_good = csv_parse(&parser, text.data() + at, end - at, Reading::add_field, Reading::end_row,
                        &reading) == end - at;
    if (is_good) ++reading.line;
    at = end;
  }
  is_good = is_good && csv_fini(&parser, Reading::add_field, Reading::end_row, &reading) == 0;
  csv_free(&parser);
  if (!is_good) return bad(reading.line, "a quote where none can be");
  return std::move(reading.rows);
}

}  // namespace

Result<Csv> parse_csv(std::string_view text, const std::vector<std::string>& titles) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  DUMPLAB_TRY(const auto rows, read_rows(text));
  if (rows.empty()) return bad(1, "no line of titles");
  std::vector<std::size_t> columns;
  for (const std::string& title : titles) {
    const auto& fields = rows.front().fields;
    const auto found = std::find(fields.begin(), fields.end(), title);
    if (found == fields.end()) return bad(rows.front().line, "no column " + title);
    columns.push_back(static_cast<std::size_t>(found - fields.begin()));
  }
  Csv csv;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    Csv::Row row{rows[i].line, {}};
    for (const std::size_t column : columns) {
      if (column >= rows[i].fields.size()) return bad(rows[i].line, "too few fields");
      row.fields.push_back(rows[i].fields[column]);
    }
    csv.rows.push_back(std::move(row));
  }
  return csv;
}

Result<Csv> read_csv(const std::filesystem::path& path, const std::vector<std::string>& titles) {
  DUMPLAB_TRY(const std::string text, read_text_file(path));
  return parse_csv(text, titles);
}

std::string csv_line(const std::vector<std::string>& fields) {
  std::string line;
  for (const std::string& field : fields) {
    if (&field != &fields.front()) line += ',';
    const bool is_quoted =
        field.find_first_of(",\"\r\n") != std::string::npos || field.starts_with(' ') || field.ends_with(' ');
    std::string text = field;
    for (std::size_t at = 0; is_quoted && (at = text.find('"', at)) != std::string::npos; at += 2)
      text.insert(at, "\"");
    line += is_quoted ? '"' + text + '"' : text;
  }
  return line + "\n";
}

}  // namespace dumplab::classroom
