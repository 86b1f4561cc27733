// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "corpus/parser_run.h"
#include "truth/facts.h"

namespace dumplab::corpus {

/// Reads what a parser printed. Empty when it did not accept the file; kMalformed for output that is not of
/// the parser's kind.
using ReadOutput = Result<std::optional<truth::Facts>> (*)(const ParserRun& run);

struct Adapter {
  std::string_view name, what;
  ReadOutput read;
};
std::span<const Adapter> all_adapters();
/// Null for an unknown name.
const Adapter* find_adapter(std::string_view name);

// What several adapters need.

/// Calls visit(line) for each line, without its end.
void for_lines(std::string_view text, const std::function<void(std::string_view)>& visit);
/// A hexadecimal number behind `words` in `line`.
std::optional<std::uint64_t> hex_behind(std::string_view line, std::string_view words);
/// The JSON of `text`, or why it is none.
Result<nlohmann::json> parse_json(std::string_view text);
/// "0x12", or a number; empty for null and anything else.
std::optional<std::uint64_t> number_in(const nlohmann::json& object, const char* key);
std::string text_in(const nlohmann::json& object, const char* key);

}  // namespace dumplab::corpus
