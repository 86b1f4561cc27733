// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "shell/session.h"
#include "shell/time_text.h"

namespace dumplab::shell::commands {
namespace {

using document::Listing;

Listing describe_streams(const Dump& dump) {
  Listing list{"streams", {}};
  list.add(fmt::format("NumberOfStreams: {}", dump.streams().size()));
  list.add("Streams:");
  std::size_t number = 0;
  for (const StreamEntry& stream : dump.streams()) {
    const std::string name = stream.name.empty() ? "unknown" : std::string(stream.name) + "Stream";
    list.add(fmt::format("Stream {}: type {} ({}), size {:08x}, RVA {:08x}{}", number++, name, stream.type,
                         stream.size, stream.offset, stream.is_read ? "" : "  (its contents are not read)"))
        .with("name", std::string(stream.name))
        .number("type", stream.type)
        .number("size", stream.size)
        .address("rva", stream.offset)
        .flag("is_read", stream.is_read);
  }
  return list;
}

Listing describe_problems(const Dump& dump) {
  Listing list{"problems", {}};
  if (dump.problems().empty()) return list;
  list.add("Problems in the file:");
  for (const DumpProblem& problem : dump.problems())
    list.add(fmt::format("  at {:#x}: {}", problem.where, describe(problem)))
        .address("offset", problem.where)
        .with("part", problem.part)
        .with("what", problem.what);
  return list;
}

}  // namespace

Result<document::Document> dump_debug(Session& session, const Invocation&) {
  const Target& target = session.target();
  const Snapshot& s = target.snapshot();
  Listing head{"header", {}};
  head.add("----- User Mini Dump Analysis");
  head.add("MINIDUMP_HEADER:");
  head.add(fmt::format("TimeDateStamp {}", time_stamp_text(s.TimeDateStamp))).number("time", s.TimeDateStamp);
  head.add(fmt::format("Flags         {:x}", s.Flags)).address("flags", s.Flags);
  document::Document out;
  out.listing(std::move(head));
  out.listing(describe_streams(target.dump()));
  Listing counts{"counts", {}};
  std::uint64_t bytes = 0;
  for (const AddressRange& range : s.memory->ranges()) bytes += range.size;
  counts.add(fmt::format("{} threads, {} modules, {} unloaded modules, {} handles, {} regions",
                         s.threads.size(), s.modules.size(), s.unloaded_modules.size(), s.handles.size(),
                         s.regions.size()));
  counts.add(fmt::format("{} memory ranges, {:x} bytes", s.memory->ranges().size(), bytes))
      .number("bytes", bytes);
  out.listing(std::move(counts));
  out.listing(describe_problems(target.dump()));
  return out;
}

}  // namespace dumplab::shell::commands
