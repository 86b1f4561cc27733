// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "base/try.h"
#include "shell/arguments.h"
#include "shell/type_text.h"

namespace dumplab::shell::commands {
namespace {

/// Words that are addresses rather than fields: they begin with a digit, a sign or a parenthesis, or lead to
/// memory.
bool looks_like_address(std::string_view word) {
  const char c = word.front();
  return (c >= '0' && c <= '9') || c == '@' || c == '(' || word.starts_with("poi(") ||
         word.find('!') != std::string_view::npos;
}

}  // namespace

Result<document::Document> display_type(Session& session, const Invocation& invocation) {
  const Target& target = session.target();
  ArgumentReader arguments(session, invocation.arguments);
  TypeStyle style;
  const auto take_option = [&] {
    const std::string_view rest = arguments.rest();
    if (!rest.starts_with('-')) return false;
    const std::string option = arguments.word();
    if (option.starts_with("-r"))
      style.depth = option.size() > 2 ? static_cast<unsigned>(option[2] - '0') & 15 : 4;
    return true;
  };
  while (take_option()) {
  }
  const std::string name = arguments.word();
  if (name.empty()) return refuse("dt needs a type: dt ntdll!_TEB @$teb");
  document::Listing list{"type", {}};
  document::Document out;
  if (name.find('*') != std::string::npos) {
    const std::size_t mark = name.find('!');
    for (const std::string& found :
         TypeSource(target).match(mark == std::string::npos ? name : name.substr(mark + 1)))
      list.add("          nt!" + found).with("type", found);
    if (list.lines.empty()) return refuse(fmt::format("No built-in type matches {}", name));
    out.listing(std::move(list));
    return out;
  }
  DUMPLAB_TRY(const TypeSource::Found found, TypeSource(target).find(name));
  const auto is_field = [&](std::string_view word) {
    return std::ranges::any_of(found.layout.fields, [&](const auto& f) { return f.name.starts_with(word); });
  };
  std::optional<std::uint64_t> address;
  while (!arguments.at_end()) {
    if (take_option()) continue;
    const std::string_view rest = arguments.rest();
    if (looks_like_address(rest)) {
      DUMPLAB_TRY(address, arguments.address());
    } else {
      const std::string word = arguments.word();
      // A register or a bare hexadecimal number at the end is the address; but _CONTEXT has an Eip too.
      const auto value =
          arguments.at_end() && !address && !is_field(word) ? session.evaluate_address(word) : refuse("");
      if (value)
        address = *value;
      else
        style.fields.push_back(word);
    }
  }
  list.add(fmt::format("{}!{}{}", found.module, found.layout.name,
                       address ? " at " + target.text(*address) : ""))
      .with("type", found.layout.name)
      .with("module", found.module)
      .number("size", found.layout.size);
  add_type(target, found.layout, address, style, list);
  out.listing(std::move(list));
  return out;
}

}  // namespace dumplab::shell::commands
