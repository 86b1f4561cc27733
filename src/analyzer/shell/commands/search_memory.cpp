// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "base/try.h"
#include "shell/memory_text.h"
#include "snapshot/captured_memory.h"

namespace dumplab::shell::commands {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// What to look for: bytes that begin at a multiple of `unit` bytes from the start of the range.
struct Pattern {
  Bytes bytes;
  unsigned unit = 1;
  char form = 'b';
};

/// Calls use(address, bytes) for pieces of a range that overlap by `overlap` bytes, until it is false.
void for_each_piece(const MemorySource& memory, const AddressRange& range, std::size_t overlap,
                    const std::function<bool(std::uint64_t, const Bytes&)>& use) {
  constexpr std::size_t kPiece = 1 << 20;
  Bytes bytes;
  for (std::uint64_t at = 0; at < range.size; at += kPiece) {
    bytes.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece + overlap, range.size - at)));
    bytes.resize(memory.read({range.base.value + at}, std::as_writable_bytes(std::span(bytes))));
    if (!use(range.base.value + at, bytes)) return;
  }
}

void add_match(const Target& target, std::uint64_t address, char form, document::Listing& list) {
  const auto show = [&](DisplayForm display) {
    for (document::Line& line : memory_lines(target, {address, 16 / unit_of(display)}, display).lines)
      list.lines.push_back(std::move(line));
  };
  switch (form) {
    case 'w':
    case 'u': {
      show(DisplayForm::kWords);
      const std::string text = text_at(target, address, true, 8).value_or("");
      std::string spaced;
      for (const char c : text) spaced += std::string(1, c) + '.';
      list.lines.back().text += "  " + spaced;
      return;
    }
    case 'd':
      return show(DisplayForm::kDwordsWithText);
    case 'q':
      return show(DisplayForm::kQwords);
    default:
      return show(DisplayForm::kBytes);
  }
}

void find_pattern(const Target& target, const Range& range, const Pattern& pattern, document::Listing& list) {
  const MemorySource& memory = target.memory();
  for (const AddressRange& part : snapshot::intersect(memory.ranges(), {{{range.begin}, range.count}}))
    for_each_piece(memory, part, pattern.bytes.size() - 1, [&](std::uint64_t base, const Bytes& bytes) {
      const std::boyer_moore_horspool_searcher searcher(pattern.bytes.begin(), pattern.bytes.end());
      for (auto at = bytes.begin(); list.lines.size() < kMostLines; ++at) {
        at = std::search(at, bytes.end(), searcher);
        if (at == bytes.end()) break;
        const std::uint64_t address = base + static_cast<std::uint64_t>(at - bytes.begin());
        if ((address - range.begin) % pattern.unit == 0) add_match(target, address, pattern.form, list);
      }
      return list.lines.size() < kMostLines;
    });
}

bool is_printable(std::uint32_t c) { return c >= ' ' && c <= '~'; }

/// `-sa`, `-su`: every text of at least `least` characters.
void find_texts(const Target& target, const Range& range, bool is_wide, std::size_t least,
                document::Listing& list) {
  const MemorySource& memory = target.memory();
  const unsigned size = is_wide ? 2 : 1;
  for (const AddressRange& part : snapshot::intersect(memory.ranges(), {{{range.begin}, range.count}})) {
    std::string text;
    std::uint64_t begin = 0;
    const auto finish = [&] {
      if (text.size() >= least && list.lines.size() < kMostLines)
        list.add(fmt::format("{}  \"{}\"", target.text(begin), text))
            .address("address", begin)
            .with("value", text);
      text.clear();
    };
    for_each_piece(memory, part, 0, [&](std::uint64_t base, const Bytes& bytes) {
      for (std::size_t i = 0; i + size <= bytes.size(); i += size) {
        const std::uint32_t c = is_wide ? bytes[i] | bytes[i + 1] << 8 : bytes[i];
        if (!is_printable(c)) {
          finish();
          continue;
        }
        if (text.empty()) begin = base + i;
        text += static_cast<char>(c);
      }
      return list.lines.size() < kMostLines;
    });
    finish();
  }
}

/// The quoted text, or the values, behind the range.
Result<Pattern> read_pattern(ArgumentReader& arguments, char form) {
  Pattern pattern;
  pattern.form = form;
  pattern.unit = form == 'w' ? 2 : form == 'd' ? 4 : form == 'q' ? 8 : 1;
  if (form == 'a' || form == 'u' || arguments.rest().starts_with('"')) {
    const std::string text =
        arguments.rest().starts_with('"') ? arguments.word() : std::string(arguments.rest());
    for (const char c : text) {
      pattern.bytes.push_back(static_cast<std::uint8_t>(c));
      if (form == 'u') pattern.bytes.push_back(0);
    }
  } else {
    while (!arguments.at_end()) {
      DUMPLAB_TRY(const std::uint64_t value, arguments.number());
      for (unsigned i = 0; i < pattern.unit; ++i)
        pattern.bytes.push_back(static_cast<std::uint8_t>(value >> 8 * i));
    }
  }
  if (pattern.bytes.empty()) return refuse("s needs something to look for");
  return pattern;
}

}  // namespace

Result<document::Document> search_memory(Session& session, const Invocation& invocation) {
  ArgumentReader arguments(session, invocation.arguments);
  std::string form = "b";
  std::size_t least = 3;
  if (arguments.rest().starts_with('-')) {
    form = arguments.word().substr(1);
    // "-[l8]sa": texts of at least 8 characters.
    if (form.starts_with("[l")) {
      const std::size_t end = form.find(']');
      DUMPLAB_TRY(const std::uint64_t value, evaluate(form.substr(2, end - 2), session.names()));
      least = static_cast<std::size_t>(std::max<std::uint64_t>(value, 1));
      form = end == std::string::npos ? "" : form.substr(end + 1);
    }
  }
  constexpr std::string_view kForms[] = {"b", "w", "d", "q", "a", "u", "sa", "su"};
  if (std::ranges::find(kForms, form) == std::end(kForms))
    return refuse("s takes -b, -w, -d, -q, -a, -u, -sa or -su");
  const bool is_text_list = form.size() == 2;
  const unsigned unit = form == "w" ? 2 : form == "d" ? 4 : form == "q" ? 8 : 1;
  const Target& target = session.target();
  const std::string_view whole = arguments.rest();
  if (whole.empty()) return refuse("s needs a range: s -d 0 L?80000000 1234");
  Range range;
  DUMPLAB_TRY(range.begin, arguments.address());
  DUMPLAB_TRY(const auto length, arguments.length());
  if (length) {
    const std::uint64_t space = target.is_64_bit() ? ~std::uint64_t{0} : std::uint64_t{1} << 32;
    range.count = *length > (space - range.begin) / unit ? space - range.begin : *length * unit;
  } else {
    DUMPLAB_TRY(const std::uint64_t end, arguments.address());
    if (end < range.begin) return refuse("Range error: it ends before it begins");
    if (end - range.begin >= kLargestRange) return refuse("Range error: more than 256 MB; L? takes more");
    range.count = end - range.begin + 1;
  }
  document::Listing list{"matches", {}};
  if (is_text_list) {
    find_texts(target, range, form == "su", least, list);
  } else {
    DUMPLAB_TRY(const Pattern pattern, read_pattern(arguments, form[0]));
    find_pattern(target, range, pattern, list);
  }
  if (list.lines.size() >= kMostLines) list.add(fmt::format("... {} lines are shown at most", kMostLines));
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
