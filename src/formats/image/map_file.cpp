// SPDX-License-Identifier: MIT
#include "image/map_file.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace dumplab::image {
namespace {

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < line.size();) {
    const std::size_t begin = line.find_first_not_of(" \t\r", i);
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(line.find_first_of(" \t\r", begin), line.size());
    words.push_back(line.substr(begin, end - begin));
    i = end;
  }
  return words;
}

std::optional<std::uint64_t> hex(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// "0001:00000040" -> section 1.
std::optional<std::uint64_t> section_of(std::string_view word) {
  if (word.size() != 13 || word[4] != ':') return std::nullopt;
  return hex(word.substr(0, 4));
}

constexpr std::string_view kMarkPrefix = "mark_";

}  // namespace

std::string undecorate_c_name(std::string_view name) {
  if (name.empty() || name.front() == '?') return std::string(name);
  std::string_view plain = name;
  if (plain.front() == '_' || plain.front() == '@') plain.remove_prefix(1);
  const std::size_t at = plain.rfind('@');
  if (at != std::string_view::npos && at + 1 < plain.size() &&
      plain.find_first_not_of("0123456789", at + 1) == std::string_view::npos)
    plain = plain.substr(0, at);
  return std::string(plain);
}

Result<MapFile> parse_map_file(std::string_view text, std::uint32_t image_base) {
  MapFile map;
  std::set<std::uint64_t> code_sections;
  bool is_static = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const auto words = words_of(text.substr(at, end - at));
    at = end + 1;
    if (words.size() == 2 && words[0] == "Static" && words[1] == "symbols") is_static = true;
    if (words.empty()) continue;
    const auto section = section_of(words[0]);
    if (!section) continue;
    if (words.size() == 4 && words[3] == "CODE") code_sections.insert(*section);
    if (words.size() < 4 || words[1].back() == 'H') continue;
    const auto address = hex(words[2]);
    if (!address || *address < image_base || !code_sections.count(*section)) continue;
    if (words[1].front() == '$') continue;  // clang's labels inside functions, such as $ehgcr_0_1
    MapSymbol symbol{static_cast<std::uint32_t>(*address - image_base), undecorate_c_name(words[1]),
                     is_static};
    const bool mark = words[1].substr(0, kMarkPrefix.size()) == kMarkPrefix;
    if (mark) symbol.name = words[1];
    (mark ? map.marks : map.functions).push_back(std::move(symbol));
  }
  if (map.functions.empty()) return fail(ErrorKind::kMalformed, 0, "a map file without function symbols");
  // Of two names of one address the public one stands, NtX rather than ZwX.
  std::stable_sort(map.functions.begin(), map.functions.end(), [](const MapSymbol& a, const MapSymbol& b) {
    return std::tuple(a.rva, a.is_static, a.name.starts_with("Zw")) <
           std::tuple(b.rva, b.is_static, b.name.starts_with("Zw"));
  });
  const auto same = [](const MapSymbol& a, const MapSymbol& b) { return a.rva == b.rva; };
  map.functions.erase(std::unique(map.functions.begin(), map.functions.end(), same), map.functions.end());
  return map;
}

const MapSymbol* MapFile::find_function(std::uint32_t rva) const {
  const auto after = std::upper_bound(functions.begin(), functions.end(), rva,
                                      [](std::uint32_t value, const MapSymbol& s) { return value < s.rva; });
  return after == functions.begin() ? nullptr : &*std::prev(after);
}

std::optional<std::uint32_t> MapFile::find_mark(std::string_view name) const {
  for (const MapSymbol& mark : marks)
    if (mark.name == name) return mark.rva;
  return std::nullopt;
}

std::optional<std::uint32_t> MapFile::find_label(std::string_view name) const {
  if (const auto mark = find_mark(name)) return mark;
  for (const MapSymbol& function : functions)
    if (function.name == name) return function.rva;
  return std::nullopt;
}

}  // namespace dumplab::image
