// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <bit>

#include "base/try.h"
#include "shell/arguments.h"
#include "shell/time_text.h"

namespace dumplab::shell::commands {
namespace {

std::string binary_text(std::uint64_t value, unsigned bytes) {
  std::string text;
  for (unsigned i = bytes; i-- > 0;) text += fmt::format("{:08b}{}", value >> 8 * i & 0xff, i ? " " : "");
  return text;
}

/// The highest byte first; a dot for what is no ASCII letter or sign.
std::string character_text(std::uint64_t value, unsigned bytes) {
  std::string text;
  for (unsigned i = bytes; i-- > 0;) {
    const auto c = static_cast<char>(value >> 8 * i & 0xff);
    text += c >= ' ' && c <= '~' ? c : '.';
  }
  return text;
}

}  // namespace

Result<document::Document> formats(Session& session, const Invocation& invocation) {
  DUMPLAB_TRY(const std::uint64_t whole, evaluate(invocation.arguments, session.names()));
  const Target& target = session.target();
  const std::uint64_t value = target.mask(whole);
  const unsigned bytes = target.pointer_size();
  const auto number =
      target.is_64_bit() ? static_cast<std::int64_t>(value) : std::int64_t{static_cast<std::int32_t>(value)};
  const auto low = static_cast<std::uint32_t>(value), high = static_cast<std::uint32_t>(value >> 32);
  document::Listing list{"formats", {}};
  const auto add = [&](const char* name, std::string text) {
    list.add(fmt::format("  {:<8} {}", std::string(name) + ":", text))
        .with("format", name)
        .with("value", text);
  };
  list.add("Evaluate expression:");
  add("Hex", target.text(value));
  add("Decimal", std::to_string(number));
  add("Octal", fmt::format("{:0{}o}", value, bytes == 4 ? 11 : 22));
  add("Binary", binary_text(value, bytes));
  add("Chars", character_text(value, bytes));
  const std::string date = date_text(value, 0);
  add("Time", value < std::uint64_t{1} << 32 ? date.substr(0, 19) + date.substr(23, 5) : "out of range");
  add("Float", fmt::format("low {:g} high {:g}", static_cast<double>(std::bit_cast<float>(low)),
                           static_cast<double>(std::bit_cast<float>(high))));
  add("Double", fmt::format("{:g}", std::bit_cast<double>(value)));
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
