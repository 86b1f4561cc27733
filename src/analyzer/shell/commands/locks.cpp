// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "shell/arguments.h"
#include "shell/lock_text.h"

namespace dumplab::shell::commands {

Result<document::Document> locks(Session& session, const Invocation& invocation) {
  const Target& target = session.target();
  DUMPLAB_TRY(const auto all, read_locks(target));
  const bool shows_all = invocation.arguments == "-v";
  document::Listing list{"locks", {}};
  for (const auto& section : all.sections)
    if (section.is_locked || shows_all) add_lock(target, section, list);
  list.add("");
  list.add(fmt::format("Scanned {} critical sections", all.sections.size()))
      .number("scanned", all.sections.size());
  if (!all.list_found)
    list.add("ntdll's list of them is not in the dump: these were found by their debug records");
  if (!all.is_complete) list.add("There may be more: " + all.problem).with("problem", all.problem);
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
