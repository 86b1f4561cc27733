// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "shell/arguments.h"
#include "shell/lock_text.h"

namespace dumplab::shell::commands {

Result<document::Document> one_critical_section(Session& session, const Invocation& invocation) {
  if (invocation.arguments.empty()) return refuse("!critsec needs an address");
  DUMPLAB_TRY(const std::uint64_t address, session.evaluate_address(invocation.arguments));
  const Target& target = session.target();
  if (target.is_64_bit()) return refuse("Critical sections of 64-bit processes are not read");
  const auto section = structures::read_critical_section(target.memory(), address);
  if (!section)
    return refuse(
        fmt::format("Unable to read a critical section: {} is not in the dump", target.text(address)));
  document::Listing list{"locks", {}};
  add_lock(target, *section, list);
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
