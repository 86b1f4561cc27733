// SPDX-License-Identifier: MIT
#include "structures/critical_sections.h"

#include <fmt/format.h>

#include "base/try.h"
#include "shell/arguments.h"
#include "shell/frame_text.h"
#include "shell/lock_text.h"
#include "shell/thread_text.h"

namespace dumplab::shell::commands {
namespace {

void add_owner(Session& session, const structures::CriticalSectionState& section, document::Listing& list) {
  const auto number = session.thread_number(section.owning_thread);
  if (!section.is_locked) return;
  if (!number) {
    list.add(fmt::format("OwningThread {:x} is not in the dump: it has ended, or the field was written over",
                         section.owning_thread));
    return;
  }
  const report::ThreadAnalysis& owner = session.target().analysis().threads[*number];
  list.add(fmt::format("OwningThread DbgId  = ~{}s", *number)).number("owner", *number);
  list.add("OwningThread Stack  =");
  FrameStyle style;
  style.numbers = false;
  style.arguments = true;
  style.lines = session.shows_lines;
  add_frames(session.target(), owner.has_exception ? owner.own_stack : owner.stack, style, list);
}

}  // namespace

Result<document::Document> critical_sections(Session& session, const Invocation& invocation) {
  const Target& target = session.target();
  ArgumentReader arguments(session, invocation.arguments);
  std::string options;
  while (const auto more = arguments.take_options()) options += *more;
  const bool only_locked = options.find('l') != std::string::npos,
             with_owner = options.find('o') != std::string::npos;
  document::Listing list{"critical_sections", {}};
  document::Document out;
  if (!arguments.at_end()) {
    DUMPLAB_TRY(const std::uint64_t address, arguments.address());
    DUMPLAB_TRY_VOID(expect_end(arguments));
    if (target.is_64_bit()) return refuse("Critical sections of 64-bit processes are not read");
    const auto section = structures::read_critical_section(target.memory(), address);
    if (!section)
      return refuse(
          fmt::format("Unable to read a critical section: {} is not in the dump", target.text(address)));
    add_critical_section(target, *section, list);
    if (with_owner) add_owner(session, *section, list);
    out.listing(std::move(list));
    return out;
  }
  DUMPLAB_TRY(const auto all, read_locks(target));
  std::size_t shown = 0;
  for (const auto& section : all.sections) {
    if (only_locked && !section.is_locked) continue;
    add_critical_section(target, section, list);
    if (with_owner) add_owner(session, section, list);
    ++shown;
  }
  list.add("-----------------------------------------");
  if (only_locked && shown == 0)
    list.add(fmt::format("None of {} critical sections is locked", all.sections.size()));
  if (!all.is_complete) list.add("There may be more: " + all.problem);
  out.listing(std::move(list));
  return out;
}

}  // namespace dumplab::shell::commands
