// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "shell/memory_text.h"

namespace dumplab::shell::commands {
namespace {

constexpr std::size_t kMostCharacters = 128;

/// What the pointer leads to, as the last letter of the command's name asks.
std::string referenced(const Target& target, char form, std::uint64_t pointer) {
  if (form == 'p') {
    const auto value = target.read_pointer(pointer);
    if (!value) return std::string(target.is_64_bit() ? 17 : 8, '?');
    const std::string symbol = target.symbols().describe(*value);
    return target.text(*value) + (symbol.empty() ? "" : " " + symbol);
  }
  const auto text = text_at(target, pointer, form == 'u', kMostCharacters);
  return text ? "\"" + *text + "\"" : std::string(8, '?');
}

}  // namespace

Result<document::Document> display_referenced(Session& session, const Invocation& invocation) {
  ArgumentReader arguments(session, invocation.arguments);
  const Target& target = session.target();
  const unsigned size = invocation.name[1] == 'd' ? 4 : target.pointer_size();
  constexpr std::uint64_t kUsual = 16;
  DUMPLAB_TRY(const Range range, read_range(arguments, target, size, kUsual, session.cursor.data));
  DUMPLAB_TRY_VOID(expect_end(arguments));
  document::Listing list{"pointers", {}};
  for (std::uint64_t i = 0; i < range.count && i < kMostLines; ++i) {
    const std::uint64_t address = target.mask(range.begin + i * size);
    const auto pointer = target.read_number(address, size);
    const std::string value = pointer ? target.text(*pointer) : std::string(target.is_64_bit() ? 17 : 8, '?');
    const std::string to = pointer ? referenced(target, invocation.name[2], *pointer) : "";
    document::Line& line =
        list.add(fmt::format("{}  {}{}{}", target.text(address), value, to.empty() ? "" : " ", to));
    line.address("address", address).with("referenced", to);
    if (pointer) line.address("value", *pointer);
  }
  if (range.count > kMostLines) list.add(fmt::format("... {} lines are shown at most", kMostLines));
  session.cursor.data = target.mask(range.begin + range.count * size);
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
