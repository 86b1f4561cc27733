// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "corpus/conformance.h"

namespace dumplab::corpus {
namespace {

using truth::Facts;

/// Deviations of one level.
class Comparison {
 public:
  Comparison(FileResult& result, Level level) : result_(result), level_(level) {}
  void expect(bool holds, const std::function<std::string()>& what) {
    auto& passed = result_.passed[static_cast<std::size_t>(level_)];
    passed = passed.value_or(true) && holds;
    if (!holds) result_.deviations.push_back(fmt::format("L{}: {}", static_cast<int>(level_), what()));
  }

 private:
  FileResult& result_;
  Level level_;
};

/// The thread of that id, or at that place where the parser tells no ids.
const Facts::Thread* find_thread(const std::vector<Facts::Thread>& threads, std::size_t place,
                                 const Facts::Thread& expected) {
  for (const Facts::Thread& thread : threads)
    if (thread.thread_id && thread.thread_id == expected.thread_id) return &thread;
  return place < threads.size() && !threads[place].thread_id ? &threads[place] : nullptr;
}

std::string name_of(const Facts::Thread& thread) {
  return thread.thread_id ? fmt::format("thread {}", *thread.thread_id) : std::string("a thread");
}

void compare_threads(FileResult& result, const std::vector<Facts::Thread>& expected,
                     const std::vector<Facts::Thread>& seen) {
  Comparison lists(result, Level::kLists);
  lists.expect(seen.size() == expected.size(),
               [&] { return fmt::format("{} threads, {} expected", seen.size(), expected.size()); });
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const Facts::Thread* thread = find_thread(seen, i, expected[i]);
    lists.expect(thread, [&] { return name_of(expected[i]) + " is missing"; });
    if (!thread) continue;
    for (const auto member : {&Facts::Thread::eip, &Facts::Thread::esp})
      if (const auto& value = thread->*member)
        lists.expect(value == expected[i].*member,
                     [&] { return fmt::format("{}: register {}", name_of(expected[i]), hex(*value)); });
  }
}

/// Frames in order: the longest common part counts as found.
std::size_t common(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (const std::uint64_t x : a) {
    std::size_t diagonal = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t above = row[j + 1];
      row[j + 1] = x == b[j] ? diagonal + 1 : std::max(above, row[j]);
      diagonal = above;
    }
  }
  return row.back();
}

void compare_stacks(FileResult& result, const std::vector<Facts::Thread>& expected,
                    const std::vector<Facts::Thread>& seen) {
  constexpr std::size_t kMostFrames = 4096;  // comparing is quadratic
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const Facts::Thread* thread = find_thread(seen, i, expected[i]);
    if (!expected[i].frames || !thread || !thread->frames) continue;
    std::vector<std::uint64_t> frames = *thread->frames;
    if (frames.size() > kMostFrames) frames.resize(kMostFrames);
    const std::size_t found = common(*expected[i].frames, frames);
    result.true_frames += expected[i].frames->size();
    result.found_frames += found;
    result.false_frames += frames.size() - found;
    Comparison(result, Level::kStacks)
        .expect(found == frames.size() && found == expected[i].frames->size(), [&] {
          return fmt::format("{}: {} of {} frames, {} false", name_of(expected[i]), found,
                             expected[i].frames->size(), frames.size() - found);
        });
  }
}

void compare_modules(FileResult& result, const std::vector<Facts::Module>& expected,
                     const std::vector<Facts::Module>& seen) {
  Comparison lists(result, Level::kLists);
  lists.expect(seen.size() == expected.size(),
               [&] { return fmt::format("{} modules, {} expected", seen.size(), expected.size()); });
  for (const Facts::Module& module : expected) {
    const auto found = std::ranges::find_if(
        seen, [&](const Facts::Module& m) { return m.base == module.base && m.name == module.name; });
    const bool is_there = found != seen.end();
    lists.expect(is_there,
                 [&] { return fmt::format("module {} at {} is missing", module.name, hex(module.base)); });
    if (is_there && found->size != 0)
      lists.expect(found->size == module.size,
                   [&] { return fmt::format("module {} has {} bytes", module.name, hex(found->size)); });
  }
}

void compare_memory(FileResult& result, const std::vector<Facts::Page>& expected,
                    const std::vector<Facts::Page>& seen) {
  Comparison memory(result, Level::kMemory);
  memory.expect(seen.size() == expected.size(),
                [&] { return fmt::format("{} pages, {} expected", seen.size(), expected.size()); });
  for (std::size_t i = 0; i < std::min(seen.size(), expected.size()); ++i) {
    memory.expect(seen[i] == expected[i],
                  [&] { return fmt::format("the page at {}", hex(expected[i].base)); });
    if (seen[i] != expected[i]) return;
  }
}

/// Telling no verdict, a parser can only be right about what it accepts.
void compare_verdict(FileResult& result, const ManifestEntry& entry, const std::optional<Facts>& seen) {
  Comparison lists(result, Level::kLists);
  const bool may_reject = entry.accepted.find('R') != std::string::npos, must_reject = entry.accepted == "R";
  if (!seen) return lists.expect(may_reject, [] { return std::string("the file is refused"); });
  lists.expect(!must_reject, [] { return std::string("the file is accepted"); });
  if (seen->verdict.empty()) return;
  lists.expect(seen->verdict == entry.verdict || entry.accepted.find(seen->verdict) != std::string::npos,
               [&] { return fmt::format("verdict {}, {} expected", seen->verdict, entry.accepted); });
}

}  // namespace

FileResult compare(const ManifestEntry& entry, const std::optional<Facts>& expected, const ParserRun& run,
                   const Result<std::optional<Facts>>& seen) {
  FileResult result;
  result.file = entry.file;
  result.seconds = run.seconds;
  result.peak_bytes = run.peak_bytes;
  Comparison survives(result, Level::kSurvives);
  const Budget budget = budget_for(entry.size);
  survives.expect(run.signal == 0 || run.timed_out,
                  [&] { return fmt::format("ended by signal {}", run.signal); });
  survives.expect(!run.timed_out && run.seconds <= budget.seconds,
                  [&] { return fmt::format("{:.1f} s, {:.1f} s allowed", run.seconds, budget.seconds); });
  survives.expect(run.peak_bytes <= budget.bytes, [&] {
    return fmt::format("{} MB of memory, {} MB allowed", run.peak_bytes >> 20, budget.bytes >> 20);
  });
  if (run.signal != 0 || run.timed_out) return result;
  if (!seen) {
    Comparison(result, Level::kLists).expect(false, [&] { return "its output: " + seen.error().what; });
    return result;
  }
  compare_verdict(result, entry, *seen);
  if (!expected || !*seen) return result;
  const Facts& facts = **seen;
  if (facts.threads && expected->threads) {
    compare_threads(result, *expected->threads, *facts.threads);
    compare_stacks(result, *expected->threads, *facts.threads);
  }
  if (facts.modules && expected->modules) compare_modules(result, *expected->modules, *facts.modules);
  if (facts.tells_exception && expected->tells_exception)
    Comparison(result, Level::kLists).expect(facts.exception == expected->exception, [] {
      return std::string("the exception is another one");
    });
  if (facts.memory && expected->memory) compare_memory(result, *expected->memory, *facts.memory);
  return result;
}

}  // namespace dumplab::corpus
