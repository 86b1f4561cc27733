// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "base/try.h"
#include "solution/solution.h"

namespace dumplab::solution {
namespace {

// RTL_CRITICAL_SECTION, and what lies before it in an account.
constexpr std::uint32_t kLockCount = 4, kRecursionCount = 8, kOwningThread = 12;
constexpr std::uint32_t kSerialBefore = 8, kNumberBefore = 12;
constexpr unsigned kAccounts = 40;

std::string list(const std::set<std::uint32_t>& values) {
  return values.empty() ? "{}" : fmt::format("{:x}", fmt::join(values, " "));
}

struct Wait {
  std::uint32_t lock, owner;
};
using Waits = std::map<std::uint32_t, Wait>;  ///< by thread

Result<Waits> waits(const Desk& desk) {
  DUMPLAB_TRY(const auto threads, desk.dump().threads());
  Waits found;
  for (const ThreadLine& thread : threads) {
    desk.dump().because(
        "Does this thread wait for a critical section? It is the argument of the call to enter it.");
    DUMPLAB_TRY(const auto stack, desk.dump().stack({thread.id}));
    for (const FrameLine& frame : stack) {
      if (!frame.symbol.starts_with("ntdll!RtlEnterCriticalSection+")) continue;
      const std::uint32_t lock = frame.arguments[0];
      desk.dump().because("Its owner is at offset 0xc.");
      DUMPLAB_TRY(const auto section, desk.dump().dwords(lock, 6));
      found[thread.id] = {lock, section[kOwningThread / 4]};
    }
  }
  return found;
}

/// Where following owners from `thread` ends: itself, somebody seen before, or a thread that waits for none.
std::uint32_t end_of_chain(const Waits& waits, std::uint32_t thread) {
  std::set<std::uint32_t> seen;
  std::uint32_t at = thread;
  while (seen.insert(at).second) {
    const auto wait = waits.find(at);
    if (wait == waits.end()) return at;
    at = wait->second.owner;
    if (at == thread) return thread;
  }
  return at;
}

bool is_in_ring(const Waits& waits, std::uint32_t thread) {
  return waits.count(thread) > 0 && end_of_chain(waits, thread) == thread;
}

Result<std::set<std::uint32_t>> threads_of_ring(const Desk& desk) {
  DUMPLAB_TRY(const auto waits, solution::waits(desk));
  std::set<std::uint32_t> ring;
  for (const auto& [thread, wait] : waits)
    if (is_in_ring(waits, thread)) ring.insert(thread);
  return ring;
}

Result<Answers> ring(const Desk& desk) {
  DUMPLAB_TRY(const auto threads, threads_of_ring(desk));
  return Answers{list(threads)};
}

Result<Answers> all_that_wait(const Desk& desk) {
  DUMPLAB_TRY(const auto waits, solution::waits(desk));
  std::set<std::uint32_t> threads;
  for (const auto& [thread, wait] : waits) threads.insert(thread);
  return Answers{list(threads)};
}

/// One text for each ring.
Result<Answers> ring_in_order(const Desk& desk) {
  DUMPLAB_TRY(const auto waits, solution::waits(desk));
  Answers rings;
  std::set<std::uint32_t> seen;
  for (const auto& [first, wait] : waits) {
    if (!is_in_ring(waits, first) || seen.count(first) > 0) continue;
    std::string text;
    std::uint32_t at = first;
    do {
      seen.insert(at);
      text += fmt::format("({:x}, {:x}) ", at, waits.at(at).lock);
      at = waits.at(at).owner;
    } while (at != first);
    rings.push_back(std::move(text));
  }
  return rings;
}

struct Section {
  std::uint32_t lock, recursion_count, owner;
  std::int32_t lock_count;
};

/// The critical sections of accounts that are held.
Result<std::vector<Section>> held_sections(const Desk& desk) {
  desk.dump().because("The pointers to all accounts.");
  DUMPLAB_TRY(const auto table, desk.dump().address_of("Accounts!Accounts"));
  DUMPLAB_TRY(const auto accounts, desk.dump().dwords(table, kAccounts));
  std::vector<Section> held;
  for (const std::uint32_t account : accounts) {
    desk.dump().because("Is this account's critical section held? LockCount is the second dword.");
    const std::uint32_t lock = account + desk.given.at("lock");
    DUMPLAB_TRY(const auto section, desk.dump().dwords(lock, 6));
    if (section[kLockCount / 4] == 0xffffffff) continue;
    held.push_back({lock, section[kRecursionCount / 4], section[kOwningThread / 4],
                    static_cast<std::int32_t>(section[kLockCount / 4])});
  }
  return held;
}

Result<Answers> held_beside_ring(const Desk& desk) {
  DUMPLAB_TRY(const auto ring, threads_of_ring(desk));
  DUMPLAB_TRY(const auto held, held_sections(desk));
  std::set<std::uint32_t> beside;
  for (const Section& section : held)
    if (ring.count(section.owner) == 0) beside.insert(section.lock);
  return Answers{list(beside)};
}

Result<Answers> all_held(const Desk& desk) {
  DUMPLAB_TRY(const auto held, held_sections(desk));
  std::set<std::uint32_t> locks;
  for (const Section& section : held) locks.insert(section.lock);
  return Answers{list(locks)};
}

/// `waiters_of` says how many threads wait.
template <class Count>
Result<Answers> find_orphan(const Desk& desk, Count waiters_of) {
  DUMPLAB_TRY(const auto threads, desk.dump().threads());
  DUMPLAB_TRY(const auto held, held_sections(desk));
  Answers answers;
  for (const Section& section : held) {
    const bool is_alive = std::any_of(threads.begin(), threads.end(),
                                      [&](const ThreadLine& thread) { return thread.id == section.owner; });
    if (is_alive) continue;
    desk.dump().because("Its owner is no thread of the dump. The serial number lies before it.");
    DUMPLAB_TRY(const auto serial, desk.dump().witness(section.lock - kSerialBefore));
    answers.push_back(fmt::format("({}, {})", waiters_of(section), serial));
  }
  return answers;
}

Result<Answers> orphan(const Desk& desk) {
  return find_orphan(desk, [](const Section& section) {
    return section.lock_count - (static_cast<std::int32_t>(section.recursion_count) - 1);
  });
}

Result<Answers> orphan_by_lock_count(const Desk& desk) {
  return find_orphan(desk, [](const Section& section) { return section.lock_count; });
}

struct Request {
  std::uint32_t sequence, thread, lock, kind;
};

/// In order. The ring has not come round yet: its first entry is empty.
Result<std::vector<Request>> requests(const Desk& desk) {
  constexpr unsigned kAtOnce = 64, kAll = 1024, kDwords = 4;
  desk.dump().because("The ring of requests.");
  DUMPLAB_TRY(const auto ring, desk.dump().address_of("Accounts!Requests"));
  std::vector<Request> found;
  for (unsigned i = 0; i < kAll; i += kAtOnce) {
    DUMPLAB_TRY(const auto dwords, desk.dump().dwords(ring + i * kDwords * 4, kAtOnce * kDwords));
    const std::size_t before = found.size();
    for (std::size_t j = 0; j < dwords.size(); j += kDwords)
      if (dwords[j] != 0) found.push_back({dwords[j], dwords[j + 1], dwords[j + 2], dwords[j + 3]});
    if (found.size() == before) break;
  }
  std::sort(found.begin(), found.end(),
            [](const Request& a, const Request& b) { return a.sequence < b.sequence; });
  return found;
}

Result<Answers> first_out_of_order(const Desk& desk) {
  DUMPLAB_TRY(const auto requests, solution::requests(desk));
  std::map<std::uint32_t, std::multiset<std::uint32_t>> held;  // thread -> numbers of accounts
  for (const Request& request : requests) {
    desk.dump().because("The number of the account of this request.");
    DUMPLAB_TRY(const auto number, desk.dump().dword(request.lock - kNumberBefore));
    auto& numbers = held[request.thread];
    if (request.kind == 2) {
      if (const auto one = numbers.find(number); one != numbers.end()) numbers.erase(one);
      continue;
    }
    if (!numbers.empty() && number < *numbers.rbegin())
      return Answers{fmt::format("({:x}, {:x})", request.thread, request.lock)};
    numbers.insert(number);
  }
  return Answers{};
}

/// What was asked for last.
Result<Answers> last_request(const Desk& desk) {
  DUMPLAB_TRY(const auto requests, solution::requests(desk));
  return Answers{fmt::format("({:x}, {:x})", requests.back().thread, requests.back().lock)};
}

Result<Answers> behind_ring(const Desk& desk) {
  DUMPLAB_TRY(const auto waits, solution::waits(desk));
  std::set<std::uint32_t> behind;
  for (const auto& [thread, wait] : waits)
    if (!is_in_ring(waits, thread) && is_in_ring(waits, end_of_chain(waits, thread))) behind.insert(thread);
  return Answers{list(behind)};
}

Result<Answers> all_others(const Desk& desk) {
  DUMPLAB_TRY(const auto waits, solution::waits(desk));
  std::set<std::uint32_t> others;
  for (const auto& [thread, wait] : waits)
    if (!is_in_ring(waits, thread)) others.insert(thread);
  return Answers{list(others)};
}

}  // namespace

std::span<const Method> solve_deadlock() {
  static const Method kMethods[] = {{"1", ring, all_that_wait},
                                    {"2", ring_in_order},
                                    {"3", held_beside_ring, all_held},
                                    {"4", orphan, orphan_by_lock_count},
                                    {"5", first_out_of_order, last_request},
                                    {"6", behind_ring, all_others}};
  return kMethods;
}

}  // namespace dumplab::solution
