// SPDX-License-Identifier: MIT
#include "exercise/truth_resolver.h"

namespace dumplab::exercise {
namespace {

std::string stem(const std::string& file) { return file.substr(0, file.rfind('.')); }

}  // namespace

std::optional<std::uint32_t> TruthResolver::find_thread(std::uint64_t index) const {
  if (index >= evidence_.truth.threads.size()) return std::nullopt;
  return evidence_.truth.threads[index].thread_id;
}

std::optional<std::string> TruthResolver::find_module(std::string_view name) const {
  const truth::Module* module = evidence_.find_module(name.substr(0, name.rfind('.')));
  if (!module) return std::nullopt;
  return stem(module->name);
}

std::optional<question::ModulePlace> TruthResolver::find_symbol(std::string_view module,
                                                                std::string_view function) const {
  const auto address = evidence_.find_function(module, function);
  if (!address) return std::nullopt;
  return find_place(LinearAddress{*address});
}

std::optional<question::ModulePlace> TruthResolver::find_place(LinearAddress address) const {
  const truth::Module* module = evidence_.find_module_at(address.value);
  if (!module) return std::nullopt;
  return question::ModulePlace{stem(module->name),
                               Rva{static_cast<std::uint32_t>(address.value - module->base)}};
}

}  // namespace dumplab::exercise
