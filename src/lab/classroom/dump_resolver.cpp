// SPDX-License-Identifier: MIT
#include "classroom/dump_resolver.h"

namespace dumplab::classroom {

std::optional<std::uint32_t> DumpResolver::find_thread(std::uint64_t index) const {
  const auto& threads = target_.snapshot().threads;
  if (index >= threads.size()) return std::nullopt;
  return threads[index].ThreadId;
}

std::optional<std::string> DumpResolver::find_module(std::string_view name) const {
  const auto* module = target_.symbols().find_module(name);
  if (!module) return std::nullopt;
  return target_.symbols().module_name(*module);
}

std::optional<question::ModulePlace> DumpResolver::find_symbol(std::string_view module,
                                                               std::string_view function) const {
  const auto address = target_.symbols().find(std::string(module) + "!" + std::string(function));
  if (!address) return std::nullopt;
  return find_place(LinearAddress{*address});
}

std::optional<question::ModulePlace> DumpResolver::find_place(LinearAddress address) const {
  const auto* module = target_.modules().find(address.value);
  if (!module) return std::nullopt;
  return question::ModulePlace{target_.symbols().module_name(*module),
                               Rva{static_cast<std::uint32_t>(address.value - module->module->BaseOfImage)}};
}

}  // namespace dumplab::classroom
