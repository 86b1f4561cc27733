// SPDX-License-Identifier: MIT
#include "symbols/sym_index.h"

#include <algorithm>

#include "symbols/sym_fields.h"

namespace dumplab::symbols {
namespace {

bool is_hex_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

class Indexer {
 public:
  SymIndex take() {
    const auto by_rva = [](const SymIndex::Place& a, const SymIndex::Place& b) { return a.rva < b.rva; };
    const auto by_number = [](const SymIndex::Number& a, const SymIndex::Number& b) {
      return a.number < b.number;
    };
    const auto sort = [](auto& rows, const auto& before) {
      if (!std::is_sorted(rows.begin(), rows.end(), before))
        std::stable_sort(rows.begin(), rows.end(), before);
    };
    sort(index_.functions, by_rva);
    sort(index_.publics, by_rva);
    sort(index_.files, by_number);
    sort(index_.origins, by_number);
    return std::move(index_);
  }

  void add(std::string_view line, std::uint64_t offset) {
    if (const Kind* kind = find_kind(line))
      (this->*kind->add)(SymFields(line.substr(kind->prefix.size())), offset);
    else
      note(offset, "a line of no known kind");
  }

  void add_body_line(std::uint64_t offset) {
    if (index_.functions.empty()) note(offset, "a line record outside a function");
  }

 private:
  struct Kind {
    std::string_view prefix;
    void (Indexer::*add)(SymFields, std::uint64_t);
  };
  static const Kind kKinds[];

  static const Kind* find_kind(std::string_view line) {
    for (const Kind* kind = kKinds; !kind->prefix.empty(); ++kind)
      if (line.front() == kind->prefix.front() && line.starts_with(kind->prefix)) return kind;
    return nullptr;
  }

  void note(std::uint64_t offset, const char* what) {
    if (index_.broken.size() < kMaximumProblems) index_.broken.push_back({offset, what});
  }
  void add_place(std::vector<SymIndex::Place>& places, SymFields fields, std::uint64_t offset) {
    fields.take("m");
    if (const auto rva = fields.hex())
      places.push_back({*rva, offset});
    else
      note(offset, "no address");
  }
  void add_number(std::vector<SymIndex::Number>& numbers, SymFields fields, std::uint64_t offset) {
    if (const auto number = fields.decimal())
      numbers.push_back({*number, offset});
    else
      note(offset, "no number");
  }
  void add_extent(std::vector<SymIndex::Extent>& extents, SymFields fields, std::uint64_t offset) {
    const auto rva = fields.hex(), size = fields.hex();
    if (rva && size)
      extents.push_back({{*rva, *size}, offset});
    else
      note(offset, "no range");
  }

  void add_function(SymFields fields, std::uint64_t offset) { add_place(index_.functions, fields, offset); }
  void add_public(SymFields fields, std::uint64_t offset) { add_place(index_.publics, fields, offset); }
  void add_file(SymFields fields, std::uint64_t offset) { add_number(index_.files, fields, offset); }
  void add_origin(SymFields fields, std::uint64_t offset) { add_number(index_.origins, fields, offset); }
  void add_frame(SymFields fields, std::uint64_t offset) {
    constexpr std::uint32_t kFpo = 0, kFrameData = 4;
    const auto type = fields.hex();
    if (!type)
      note(offset, "no type");
    else if (*type == kFrameData)
      add_extent(index_.programs, fields, offset);
    else if (*type == kFpo)
      add_extent(index_.fpo_rows, fields, offset);
  }
  void add_rules(SymFields fields, std::uint64_t offset) { add_extent(index_.rules, fields, offset); }
  void skip(SymFields, std::uint64_t) {}
  void add_inline(SymFields, std::uint64_t offset) {
    if (index_.functions.empty()) note(offset, "an INLINE outside a function");
  }

  SymIndex index_;
};

constexpr Indexer::Kind Indexer::kKinds[] = {
    {"STACK WIN ", &Indexer::add_frame}, {"STACK CFI INIT ", &Indexer::add_rules},
    {"STACK CFI ", &Indexer::skip},      {"FUNC ", &Indexer::add_function},
    {"PUBLIC ", &Indexer::add_public},   {"FILE ", &Indexer::add_file},
    {"INLINE ", &Indexer::add_inline},   {"INLINE_ORIGIN ", &Indexer::add_origin},
    {"INFO ", &Indexer::skip},           {"", nullptr}};

}  // namespace

std::string_view sym_line_at(std::string_view text, std::uint64_t offset) {
  const std::size_t end = text.find('\n', offset);
  std::string_view line = text.substr(offset, end == std::string_view::npos ? end : end - offset);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool is_sym_body_line(std::string_view line) {
  return line.starts_with("INLINE ") || (!line.empty() && is_hex_digit(line.front()));
}

SymIndex index_sym(std::string_view text, std::uint64_t offset) {
  Indexer indexer;
  std::uint64_t end = 0;
  for (std::uint64_t at = offset; at < text.size(); at = end + 1) {
    end = std::min<std::uint64_t>(text.find('\n', at), text.size());
    if (is_hex_digit(text[at])) {  // most lines
      indexer.add_body_line(at);
      continue;
    }
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) indexer.add(line, at);
  }
  return indexer.take();
}

}  // namespace dumplab::symbols
