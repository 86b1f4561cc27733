// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "shell/arguments.h"
#include "shell/heap_text.h"

namespace dumplab::shell::commands {

Result<document::Document> heaps(Session& session, const Invocation& invocation) {
  const Target& target = session.target();
  const auto& handles = target.process().heaps.handles;
  ArgumentReader arguments(session, invocation.arguments);
  std::string options;
  while (const auto more = arguments.take_options()) options += *more;
  if (options.find_first_not_of("sahxp") != std::string::npos)
    return refuse(fmt::format("!heap takes -s, -a, -h, -x and -p -a, not -{}", options));
  if (options.find_first_of("xp") != std::string::npos) {
    DUMPLAB_TRY(const std::uint64_t address, arguments.address());
    const auto place = find_heap_block(target, address);
    if (!place) return refuse(fmt::format("{} is in no entry of a heap that is known", target.text(address)));
    document::Document found;
    found.listing(describe_heap_block(*place, address, options.find('p') != std::string::npos));
    return found;
  }
  std::optional<std::uint64_t> wanted;
  if (!arguments.at_end()) {
    DUMPLAB_TRY(wanted, arguments.address());
    DUMPLAB_TRY_VOID(expect_end(arguments));
    // A small number counts the heaps; 0 means all.
    if (*wanted == 0)
      wanted.reset();
    else if (*wanted <= handles.size())
      wanted = handles[*wanted - 1];
  }
  if (handles.empty() && !wanted)
    return refuse(target.process().peb ? "The dump has no list of heaps: PEB.ProcessHeaps is not in it"
                                       : "The dump has no PEB, so its heaps are not known");
  document::Document out;
  const std::vector<std::uint64_t> chosen = wanted ? std::vector<std::uint64_t>{*wanted} : handles;
  if (options.empty() && !wanted) {
    document::Listing list{"heaps", {}};
    list.add("Index   Address");
    for (std::size_t i = 0; i < handles.size(); ++i)
      list.add(fmt::format("{:>5}:  {}", i + 1, target.text(handles[i])))
          .number("index", i + 1)
          .address("heap", handles[i]);
    out.listing(std::move(list));
    return out;
  }
  if (options.find('s') != std::string::npos) {
    out.listing(heap_summary(chosen, target));
    return out;
  }
  const bool with_entries = options.find_first_of("ah") != std::string::npos;
  for (const std::uint64_t handle : chosen) {
    const auto heap = structures::walk_heap(target.memory(), handle);
    if (!heap) {
      if (wanted)
        return refuse(fmt::format("{} is no heap of Windows XP's layout: not recognised, or not in the dump",
                                  target.text(handle)));
      document::Listing list{"heap", {}};
      list.add(fmt::format("{}: no heap of Windows XP's layout: not recognised, or not in the dump",
                           target.text(handle)));
      out.listing(std::move(list));
      continue;
    }
    document::Listing list{"heap", {}};
    list.add(fmt::format("HEAP at {:08x}", handle)).address("heap", handle);
    add_heap_header(*heap, list);
    add_heap_problems(*heap, list);
    if (with_entries) add_heap_entries(*heap, list);
    out.listing(std::move(list));
  }
  return out;
}

}  // namespace dumplab::shell::commands
