// SPDX-License-Identifier: MIT
#include "scenario/planted.h"

#include <algorithm>
#include <map>
#include <set>

namespace dumplab::scenario {
namespace {

struct Evidence {
  const truth::Truth& truth;
  const truth::Log& log;
};

constexpr std::size_t kParameter1 = 4;               // fields of an "exception" record
constexpr std::size_t kEax = 1, kEcx = 2, kEdx = 3;  // fields of a "mark" record

/// The record of the exception that the dump has.
const truth::Record* exception_record(const Evidence& evidence) {
  if (!evidence.truth.exception) return nullptr;
  const auto& exception = *evidence.truth.exception;
  const auto found = std::find_if(evidence.log.rbegin(), evidence.log.rend(), [&](const auto& record) {
    return record.kind == truth::Kind::kExceptionRaised && record.process == evidence.truth.process_id &&
           record.thread == exception.thread_id && record.fields[0] == exception.code;
  });
  return found == evidence.log.rend() ? nullptr : &*found;
}

void find_nothing(const Evidence&, Planted&) {}

void find_exception(const Evidence& evidence, Planted& planted) {
  if (!evidence.truth.exception) return;
  planted.thread = evidence.truth.exception->thread_id;
  planted.address = evidence.truth.exception->address;
}

/// The second parameter: of an access violation the linear address, of a C++ exception the object.
void find_parameter(const Evidence& evidence, Planted& planted) {
  const truth::Record* record = exception_record(evidence);
  if (!record) return;
  planted.thread = record->thread;
  planted.address = record->fields[kParameter1];
}

void find_accessed(const Evidence& evidence, Planted& planted) { find_parameter(evidence, planted); }
void find_thrown(const Evidence& evidence, Planted& planted) { find_parameter(evidence, planted); }

const truth::Thread* find_thread(const truth::Truth& truth, std::uint32_t id) {
  const auto found = std::find_if(truth.threads.begin(), truth.threads.end(),
                                  [&](const truth::Thread& thread) { return thread.thread_id == id; });
  return found == truth.threads.end() ? nullptr : &*found;
}

/// One period of a recursion that begins near the innermost frame: the stack may have ended in a function
/// that the recursion calls.
std::vector<std::string> period_of(const std::vector<truth::Frame>& frames) {
  constexpr std::size_t kDeepestCallee = 16, kLongestPeriod = 8, kRepetitions = 8;
  const auto repeats = [&](std::size_t first, std::size_t period) {
    if (first + period * kRepetitions > frames.size()) return false;
    for (std::size_t i = first; i + period < first + period * kRepetitions; ++i)
      if (frames[i].function != frames[i + period].function || frames[i].module != frames[i + period].module)
        return false;
    return true;
  };
  for (std::size_t first = 0; first < kDeepestCallee; ++first)
    for (std::size_t period = 1; period <= kLongestPeriod; ++period) {
      if (!repeats(first, period)) continue;
      std::vector<std::string> functions;
      for (std::size_t i = 0; i < period; ++i) functions.push_back(frames[first + i].function);
      return functions;
    }
  return {};
}

void find_recursion(const Evidence& evidence, Planted& planted) {
  find_exception(evidence, planted);
  if (!planted.thread) return;
  const truth::Thread* thread = find_thread(evidence.truth, *planted.thread);
  if (thread) planted.recursion = period_of(thread->frames);
}

/// Who owns which critical section and who waits for which, after all marks of guest/dlls/ntdll/mark.h.
struct Locks {
  std::map<std::uint64_t, std::uint32_t> owners;   ///< lock -> thread
  std::map<std::uint32_t, std::uint64_t> waiting;  ///< thread -> lock

  explicit Locks(const Evidence& evidence) {
    for (const truth::Record& record : evidence.log) {
      if (record.process != evidence.truth.process_id) continue;
      if (record.kind == truth::Kind::kThreadExit) waiting.erase(record.thread);
      if (record.kind != truth::Kind::kMark) continue;
      const std::uint64_t lock = record.fields[kEcx];
      if (record.text == "mark_lock_wait") {
        waiting[record.thread] = lock;
      } else if (record.text == "mark_lock_acquired" || record.text == "mark_lock_tried") {
        waiting.erase(record.thread);
        owners[lock] = record.thread;
      } else if (record.text == "mark_lock_released") {
        owners.erase(lock);
      }
    }
  }

  /// The thread that keeps `thread` waiting.
  std::optional<std::uint32_t> blocker_of(std::uint32_t thread) const {
    const auto lock = waiting.find(thread);
    if (lock == waiting.end()) return std::nullopt;
    const auto owner = owners.find(lock->second);
    return owner == owners.end() ? std::nullopt : std::optional(owner->second);
  }

  /// From `thread` on, each one waiting for the next; the last one is in the list already or waits for none.
  std::vector<std::uint32_t> chain_from(std::uint32_t thread) const {
    std::vector<std::uint32_t> chain = {thread};
    for (auto next = blocker_of(thread); next; next = blocker_of(*next)) {
      const bool seen = std::find(chain.begin(), chain.end(), *next) != chain.end();
      chain.push_back(*next);
      if (seen) break;
    }
    return chain;
  }
};

void find_cycle(const Evidence& evidence, Planted& planted) {
  const Locks locks(evidence);
  for (const auto& [thread, lock] : locks.waiting) {
    const auto chain = locks.chain_from(thread);
    if (chain.size() < 2 || chain.back() != thread) continue;
    planted.threads.push_back(thread);
    planted.locks.push_back(lock);
  }
  std::sort(planted.locks.begin(), planted.locks.end());
}

void find_root(const Evidence& evidence, Planted& planted) {
  const Locks locks(evidence);
  std::map<std::uint32_t, std::vector<std::uint32_t>> kept_waiting;  // root -> threads, ascending
  for (const auto& [thread, lock] : locks.waiting) {
    const std::uint32_t root = locks.chain_from(thread).back();
    if (!locks.waiting.contains(root)) kept_waiting[root].push_back(thread);
  }
  const auto most =
      std::max_element(kept_waiting.begin(), kept_waiting.end(),
                       [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
  if (most == kept_waiting.end()) return;
  planted.thread = most->first;
  planted.threads = most->second;
  std::set<std::uint64_t> held;
  for (const auto& [thread, lock] : locks.waiting)
    if (locks.blocker_of(thread) == planted.thread) held.insert(lock);
  planted.locks.assign(held.begin(), held.end());
}

void find_busiest(const Evidence& evidence, Planted& planted) {
  const auto& threads = evidence.truth.threads;
  const auto most = std::max_element(
      threads.begin(), threads.end(),
      [](const truth::Thread& a, const truth::Thread& b) { return a.user_time < b.user_time; });
  if (most != threads.end()) planted.thread = most->thread_id;
}

/// The program's own mark tells each write, EAX = block, ECX = where; the heap's marks tell how large a block
/// is.
void find_overrun(const Evidence& evidence, Planted& planted) {
  constexpr std::uint64_t kUnit = 8;
  std::map<std::uint64_t, std::uint64_t> sizes;  // block -> bytes that were asked for
  for (const truth::Record& record : evidence.log) {
    if (record.kind != truth::Kind::kMark || record.process != evidence.truth.process_id) continue;
    const std::uint64_t block = record.fields[kEax], where = record.fields[kEcx];
    if (record.text == "mark_heap_allocated") sizes[block] = record.fields[kEdx];
    if (record.text != "mark_record") continue;
    const auto size = sizes.find(block);
    if (size == sizes.end()) continue;
    // The next entry begins where the last unit of this one ends.
    const std::uint64_t end = block + (size->second + kUnit - 1) / kUnit * kUnit;
    if (where < end) continue;
    planted.thread = record.thread;
    planted.address = end;
    return;
  }
}

struct Pattern {
  std::string_view word;
  void (*find)(const Evidence&, Planted&);
};
constexpr Pattern kPatterns[] = {
#define PATTERN(word, find) {word, find},
#include "scenario/planted_patterns.def"
#undef PATTERN
};

const Pattern* find_pattern(std::string_view word) {
  const auto* found = std::find_if(std::begin(kPatterns), std::end(kPatterns),
                                   [&](const Pattern& pattern) { return pattern.word == word; });
  return found == std::end(kPatterns) ? nullptr : found;
}

}  // namespace

bool is_pattern(std::string_view word) { return find_pattern(word) != nullptr; }

Planted find_planted(const ScenarioFile& scenario, const truth::Truth& truth, const truth::Log& log) {
  Planted planted;
  planted.pattern = scenario.pattern;
  if (const Pattern* pattern = find_pattern(scenario.pattern)) pattern->find({truth, log}, planted);
  return planted;
}

}  // namespace dumplab::scenario
