// SPDX-License-Identifier: MIT
#include "corpus/adapters/adapter.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace dumplab::corpus {

#define ADAPTER(Name, name, stem, what) Result<std::optional<truth::Facts>> read_##stem(const ParserRun& run);
#include "corpus/adapters/adapters.def"
#undef ADAPTER

namespace {

constexpr Adapter kAdapters[] = {
#define ADAPTER(Name, name, stem, what) {name, what, read_##stem},
#include "corpus/adapters/adapters.def"
#undef ADAPTER
};

}  // namespace

std::span<const Adapter> all_adapters() { return kAdapters; }

const Adapter* find_adapter(std::string_view name) {
  const auto found = std::ranges::find(kAdapters, name, &Adapter::name);
  return found == std::end(kAdapters) ? nullptr : found;
}

void for_lines(std::string_view text, const std::function<void(std::string_view)>& visit) {
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    visit(text.substr(start, end - start));
    start = end + 1;
  }
}

std::optional<std::uint64_t> hex_behind(std::string_view line, std::string_view words) {
  const std::size_t at = line.find(words);
  if (at == std::string_view::npos) return std::nullopt;
  std::string_view digits = line.substr(at + words.size());
  if (digits.starts_with("0x")) digits.remove_prefix(2);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
  return error == std::errc() ? std::optional(value) : std::nullopt;
}

Result<nlohmann::json> parse_json(std::string_view text) {
  try {
    return nlohmann::json::parse(text);
  } catch (const nlohmann::json::parse_error& e) {
    return fail(ErrorKind::kMalformed, e.byte, e.what());
  } catch (const nlohmann::json::exception& e) {  // a number too large for JSON is no error of parsing
    return fail(ErrorKind::kMalformed, 0, e.what());
  }
}

std::optional<std::uint64_t> number_in(const nlohmann::json& object, const char* key) {
  if (!object.is_object() || !object.contains(key)) return std::nullopt;
  const nlohmann::json& value = object[key];
  if (value.is_number_unsigned()) return value.get<std::uint64_t>();
  return value.is_string() ? parse_hex(value.get<std::string>()) : std::nullopt;
}

std::string text_in(const nlohmann::json& object, const char* key) {
  const bool is_text = object.is_object() && object.contains(key) && object[key].is_string();
  return is_text ? object[key].get<std::string>() : std::string();
}

}  // namespace dumplab::corpus
