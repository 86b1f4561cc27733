// SPDX-License-Identifier: MIT
#include "report/analysis.h"

#include <fmt/format.h>

#include <algorithm>

namespace dumplab::report {

Analysis::Analysis(const Snapshot& snapshot_, std::vector<DumpProblem> problems_,
                   const symbols::SearchPath& search, std::vector<StreamEntry> streams_)
    : snapshot(snapshot_),
      problems(std::move(problems_)),
      streams(std::move(streams_)),
      modules(snapshot_, search),
      process(structures::read_process_structures(snapshot_)),
      regions(regions::map_regions(snapshot_, modules, process)) {
  // Real processes stay far below; a forged dump could send every thread over the same endless stack.
  constexpr std::size_t kMostFrames = 1'000'000;
  std::size_t left = kMostFrames;
  const unwind::StackWalk walk(snapshot, modules, process);
  const auto walk_from = [&](const Thread& thread, const Context& context) {
    unwind::CallStack stack = walk.walk(thread, context, left);
    left -= std::min(left, stack.frames.size());
    return stack;
  };
  for (const Thread& thread : snapshot.threads) {
    ThreadAnalysis& t = threads.emplace_back();
    t.thread = &thread;
    const Exception* exception = snapshot.exception ? &*snapshot.exception : nullptr;
    t.has_exception = exception && exception->ThreadId == thread.ThreadId &&
                      !std::holds_alternative<std::monostate>(exception->context);
    t.context = t.has_exception ? &exception->context : &thread.context;
    t.stack = walk_from(thread, *t.context);
    if (t.has_exception) t.own_stack = walk_from(thread, thread.context);
  }
}

diagnose::Parts parts_of(const Analysis& analysis) {
  return {analysis.snapshot,
          analysis.problems,
          analysis.modules,
          analysis.process,
          analysis.regions,
          [&analysis](const Thread& thread) -> const unwind::CallStack& {
            const auto index = static_cast<std::size_t>(&thread - analysis.snapshot.threads.data());
            return analysis.threads[index].stack;
          }};
}

std::string version_text(std::uint32_t high, std::uint32_t low) {
  return fmt::format("{}.{}.{}.{}", high >> 16, high & 0xffff, low >> 16, low & 0xffff);
}

std::string file_version(const FixedFileInfo& info) {
  return info.dwSignature == 0 ? std::string() : version_text(info.dwFileVersionMS, info.dwFileVersionLS);
}

}  // namespace dumplab::report
