// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <set>

#include "base/try.h"
#include "shell/memory_text.h"

namespace dumplab::shell::commands {

/// Each entry's first words; an entry that was seen before ends the list.
Result<document::Document> display_list(Session& session, const Invocation& invocation) {
  ArgumentReader arguments(session, invocation.arguments);
  const Target& target = session.target();
  const unsigned pointer = target.pointer_size();
  DUMPLAB_TRY(const std::uint64_t head, arguments.address());
  std::uint64_t most = 32, words = 4;
  if (!arguments.at_end()) {
    DUMPLAB_TRY(most, arguments.number());
  }
  if (!arguments.at_end()) {
    DUMPLAB_TRY(words, arguments.number());
  }
  DUMPLAB_TRY_VOID(expect_end(arguments));
  const bool is_backwards = invocation.name == "dlb";
  document::Listing list{"entries", {}};
  std::set<std::uint64_t> seen;
  std::uint64_t entry = head;
  std::string end = "the number of entries that was asked for";
  for (std::uint64_t i = 0; i < std::min<std::uint64_t>(most, kMostLines); ++i) {
    if (!seen.insert(entry).second) {
      end = entry == head ? "it comes back to its head"
                          : fmt::format("it loops: {} was there before", target.text(entry));
      break;
    }
    document::Listing line = memory_lines(target, {entry, std::min<std::uint64_t>(words, 16)},
                                          pointer == 8 ? DisplayForm::kQwords : DisplayForm::kDwords);
    for (document::Line& row : line.lines) list.lines.push_back(std::move(row));
    const auto next = target.read_pointer(entry + (is_backwards ? pointer : 0));
    if (!next) {
      end = fmt::format("{} is not in the dump", target.text(entry));
      break;
    }
    if (*next == 0) {
      end = "a link of 0";
      break;
    }
    entry = *next;
  }
  list.add("End of the list: " + end).with("end", end).number("entries", seen.size());
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
