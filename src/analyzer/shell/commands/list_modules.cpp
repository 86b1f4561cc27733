// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "base/try.h"
#include "shell/arguments.h"
#include "shell/module_text.h"
#include "shell/time_text.h"
#include "shell/wildcard.h"

namespace dumplab::shell::commands {
namespace {

using structures::ModuleImage;

/// Which modules `lm` was asked for.
struct Filter {
  std::string pattern = "*";
  std::optional<std::uint64_t> address;
};

/// "m pattern", "a address"; after `lmm` and `lma` the word alone.
Result<Filter> read_filter(const Session& session, const Invocation& invocation) {
  Filter filter;
  ArgumentReader arguments(session, invocation.arguments);
  const bool by_pattern = invocation.has('m') || arguments.take("m");
  const bool by_address = !by_pattern && (invocation.has('a') || arguments.take("a"));
  const bool is_all = invocation.has('m') && arguments.at_end();  // `lm1m`
  if (by_pattern && !is_all) filter.pattern = arguments.word();
  if (by_address) {
    DUMPLAB_TRY(filter.address, arguments.address());
  }
  if (filter.pattern.empty()) return refuse("lm m needs a pattern");
  DUMPLAB_TRY_VOID(expect_end(arguments));
  return filter;
}

std::string row_text(const Session& session, const ModuleImage& module, const Invocation& invocation) {
  const Target& target = session.target();
  const std::string& name = target.symbols().module_name(module);
  const AddressRange range = module.module->range();
  std::string text = fmt::format("{} {}   {:<10} ", target.text(range.base.value),
                                 target.text(target.mask(range.base.value + range.size)), name);
  if (invocation.has('f'))
    text += module.module->path;
  else if (invocation.has('n'))
    text += module.name;
  else if (!invocation.has('t'))
    text += fmt::format("{:<22} {}", symbol_status(module), module.name);
  if (invocation.has('t')) text += time_stamp_text(module.module->TimeDateStamp);
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

void add_unloaded(const Session& session, const Filter& filter, document::Listing& list) {
  const auto& unloaded = session.snapshot().unloaded_modules;
  if (unloaded.empty() || filter.address || filter.pattern != "*") return;
  const Target& target = session.target();
  list.add("");
  list.add("Unloaded modules:");
  for (const UnloadedModule& module : unloaded)
    list.add(fmt::format("{} {}   {}", target.text(module.BaseOfImage),
                         target.text(target.mask(module.BaseOfImage + module.SizeOfImage)), module.name))
        .address("start", module.BaseOfImage)
        .address("end", module.BaseOfImage + module.SizeOfImage)
        .with("module", module.name)
        .flag("unloaded", true);
}

}  // namespace

Result<document::Document> list_modules(Session& session, const Invocation& invocation) {
  DUMPLAB_TRY(const Filter filter, read_filter(session, invocation));
  const Target& target = session.target();
  std::vector<const ModuleImage*> chosen;
  for (const ModuleImage& module : target.modules().all()) {
    if (!matches(filter.pattern, target.symbols().module_name(module))) continue;
    if (filter.address && !module.module->range().contains({*filter.address})) continue;
    if (invocation.has('o') && !module.symbols) continue;
    chosen.push_back(&module);
  }
  if (invocation.has('s'))
    std::ranges::stable_sort(chosen, {},
                             [&](const ModuleImage* m) { return target.symbols().module_name(*m); });
  document::Listing list{"modules", {}};
  const bool names_only = invocation.has('1');
  if (!names_only) {
    const std::size_t width = target.is_64_bit() ? 17 : 8;
    list.add(fmt::format("{:<{}} {:<{}}   module name", "start", width, "end", width));
  }
  for (const ModuleImage* module : chosen) {
    const std::string& name = target.symbols().module_name(*module);
    const AddressRange range = module->module->range();
    list.add(names_only ? name : row_text(session, *module, invocation))
        .address("start", range.base.value)
        .address("end", range.base.value + range.size)
        .with("module", name)
        .with("image", module->name)
        .with("path", module->module->path)
        .with("symbols", module->symbols ? module->symbols->kind() : "");
    if (invocation.has('v')) add_module_details(*module, list);
  }
  if (!names_only) add_unloaded(session, filter, list);
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
