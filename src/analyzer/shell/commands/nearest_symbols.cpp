// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "shell/arguments.h"

namespace dumplab::shell::commands {

Result<document::Document> nearest_symbols(Session& session, const Invocation& invocation) {
  const Target& target = session.target();
  DUMPLAB_TRY(const std::uint64_t address, address_or_ip(session, invocation.arguments));
  if (!target.modules().find(address)) return refuse(fmt::format("{} is in no module", target.text(address)));
  const SymbolIndex::Around around = target.symbols().around(address);
  if (around.at.empty() && !around.next)
    return refuse(fmt::format("No symbols around {}", target.text(address)));
  document::Listing list{"symbols", {}};
  const auto entry = [&](const Symbol& symbol) {
    const std::uint64_t offset = address - symbol.address;
    return fmt::format("({})   {}{}", target.text(symbol.address), symbol.text(),
                       address > symbol.address ? fmt::format("+{:#x}", offset) : "");
  };
  std::string text;
  if (!around.at.empty()) text = entry(around.at.front());
  if (around.next) text += fmt::format("{}  |  {}", text.empty() ? "" : " ", entry(*around.next));
  document::Line& line = list.add(std::move(text));
  if (!around.at.empty())
    line.with("symbol", around.at.front().text()).address("address", around.at.front().address);
  if (around.next) line.with("next", around.next->text()).address("next_address", around.next->address);
  if (!around.at.empty() && around.at.front().address == address) {
    list.add("Exact matches:");
    for (const Symbol& symbol : around.at) list.add("    " + symbol.text()).with("exact", symbol.text());
  }
  const auto* module = target.modules().find(address);
  if (module->symbols)
    if (const auto source =
            module->symbols->find_line(static_cast<std::uint32_t>(address - module->module->BaseOfImage)))
      list.add(fmt::format("{}({})", source->file, source->line))
          .with("file", source->file)
          .number("line", source->line);
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
