// SPDX-License-Identifier: MIT
#pragma once

#include "exercise/evidence.h"
#include "question/resolver.h"

namespace dumplab::exercise {

/// Threads, modules and functions as the machine has them.
class TruthResolver final : public question::Resolver {
 public:
  /// `evidence` stays where it is.
  explicit TruthResolver(const Evidence& evidence) : evidence_(evidence) {}

  std::optional<std::uint32_t> find_thread(std::uint64_t index) const override;
  std::optional<std::string> find_module(std::string_view name) const override;
  std::optional<question::ModulePlace> find_symbol(std::string_view module,
                                                   std::string_view function) const override;
  std::optional<question::ModulePlace> find_place(LinearAddress address) const override;

 private:
  const Evidence& evidence_;
};

}  // namespace dumplab::exercise
