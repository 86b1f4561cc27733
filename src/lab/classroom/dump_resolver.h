// SPDX-License-Identifier: MIT
#pragma once

#include "question/resolver.h"
#include "shell/target.h"

namespace dumplab::classroom {

/// Threads, modules and functions of a dump, as debuggers name them.
class DumpResolver final : public question::Resolver {
 public:
  /// `target` lives longer.
  explicit DumpResolver(const shell::Target& target) : target_(target) {}

  std::optional<std::uint32_t> find_thread(std::uint64_t index) const override;
  std::optional<std::string> find_module(std::string_view name) const override;
  std::optional<question::ModulePlace> find_symbol(std::string_view module,
                                                   std::string_view function) const override;
  std::optional<question::ModulePlace> find_place(LinearAddress address) const override;

 private:
  const shell::Target& target_;
};

}  // namespace dumplab::classroom
