// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "shell/arguments.h"

namespace dumplab::shell::commands {

Result<document::Document> examine_symbols(Session& session, const Invocation& invocation) {
  ArgumentReader arguments(session, invocation.arguments);
  while (arguments.take_options()) {
  }
  const std::string pattern = arguments.word();
  if (pattern.empty()) return refuse("x needs a pattern: x module!name*");
  auto found = session.target().symbols().match(pattern);
  if (found.empty()) return refuse(fmt::format("Couldn't resolve 'x {}'", pattern));
  std::ranges::stable_sort(found, {}, &Symbol::address);
  document::Listing list{"symbols", {}};
  for (const Symbol& symbol : found)
    list.add(fmt::format("{}          {}{}", session.target().text(symbol.address), symbol.text(),
                         " = <no type information>"))
        .address("address", symbol.address)
        .with("symbol", symbol.text())
        .flag("is_function", symbol.is_function);
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
