// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "shell/session.h"

namespace dumplab::shell::commands {

Result<document::Document> reload_symbols(Session& session, const Invocation&) {
  session.target().reload();
  std::size_t with_symbols = 0;
  for (const auto& module : session.target().modules().all()) with_symbols += module.symbols ? 1 : 0;
  const std::size_t all = session.target().modules().all().size();
  document::Listing list{"modules", {}};
  list.add(fmt::format("{} modules, {} with symbols", all, with_symbols))
      .number("modules", all)
      .number("with_symbols", with_symbols);
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
