// SPDX-License-Identifier: MIT
// guest/scenarios/deadlock: desks take two accounts each; some of them in a ring. One desk goes home with its
// account.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "exercise/exercise.h"

namespace dumplab::exercise {
namespace {

struct Account {
  std::uint32_t number;
  std::string serial;
};

/// One record of mark_request.
struct Request {
  std::uint32_t sequence, thread, lock, number;
  bool is_return;
};

/// Who has which account's lock and who waits for which, after the marks.
struct Bank {
  std::map<std::uint32_t, Account> accounts;       ///< by lock
  std::map<std::uint32_t, std::uint32_t> owners;   ///< lock -> thread
  std::map<std::uint32_t, std::uint32_t> waiting;  ///< thread -> lock
  std::vector<Request> requests;                   ///< in the order of their numbers

  explicit Bank(const Evidence& evidence) {
    for (const auto* mark : evidence.marks("account"))
      accounts[ecx(*mark)] = {ebx(*mark), fmt::format("{:08x}{:08x}", edx(*mark), eax(*mark))};
    for (const auto* mark : evidence.marks("request"))
      requests.push_back({ebx(*mark), mark->thread, ecx(*mark), edx(*mark), eax(*mark) == 2});
    std::sort(requests.begin(), requests.end(),
              [](const Request& a, const Request& b) { return a.sequence < b.sequence; });
    for (const truth::Record& record : evidence.log) {
      if (record.kind != truth::Kind::kMark || record.process != evidence.truth.process_id) continue;
      const std::uint32_t lock = ecx(record);
      if (accounts.count(lock) == 0) continue;
      if (record.text == "mark_lock_wait") {
        waiting[record.thread] = lock;
      } else if (record.text == "mark_lock_acquired") {
        waiting.erase(record.thread);
        owners[lock] = record.thread;
      } else if (record.text == "mark_lock_released") {
        owners.erase(lock);
      }
    }
  }

  /// From `thread` on, each waiting for the next; ends with one that waits for none or is in the list
  /// already.
  std::vector<std::uint32_t> chain_from(std::uint32_t thread) const {
    std::vector<std::uint32_t> chain = {thread};
    for (auto lock = waiting.find(thread); lock != waiting.end(); lock = waiting.find(chain.back())) {
      const auto owner = owners.find(lock->second);
      if (owner == owners.end()) break;
      const bool is_seen = std::find(chain.begin(), chain.end(), owner->second) != chain.end();
      chain.push_back(owner->second);
      if (is_seen) break;
    }
    return chain;
  }

  /// The ring from its lowest thread on; empty when there is none.
  std::vector<std::uint32_t> ring() const {
    for (const auto& [thread, lock] : waiting) {
      auto chain = chain_from(thread);
      if (chain.size() < 3 || chain.back() != thread) continue;
      chain.pop_back();
      return chain;
    }
    return {};
  }

  /// The first request for an account whose number is below one that the thread has; null when there is none.
  const Request* first_out_of_order() const {
    std::map<std::uint32_t, std::multiset<std::uint32_t>> held;  // thread -> numbers
    for (const Request& request : requests) {
      auto& numbers = held[request.thread];
      if (request.is_return) {
        numbers.erase(numbers.find(request.number));
        continue;
      }
      if (!numbers.empty() && request.number < *numbers.rbegin()) return &request;
      numbers.insert(request.number);
    }
    return nullptr;
  }
};

template <class Values>
std::string list(const Values& values) {
  return values.empty() ? "{}" : fmt::format("{:x}", fmt::join(values, " "));
}

/// Each thread of the ring and the lock that it waits for, from `first` on.
std::string pairs(const Bank& bank, std::vector<std::uint32_t> ring) {
  std::string text;
  for (const std::uint32_t thread : ring)
    text += fmt::format("({:x}, {:x}) ", thread, bank.waiting.at(thread));
  return text;
}

}  // namespace

Result<Paper> ask_deadlock(std::span<const Evidence> parts) {
  const Evidence& evidence = parts.front();
  const Bank bank(evidence);
  const auto ring = bank.ring();
  const Request* first = bank.first_out_of_order();
  if (ring.empty() || !first) return fail(ErrorKind::kMalformed, 0, "there is no ring of locks");

  const std::set<std::uint32_t> in_ring(ring.begin(), ring.end());
  std::set<std::uint32_t> all_waiting, behind, elsewhere;  // threads
  for (const auto& [thread, lock] : bank.waiting) {
    all_waiting.insert(thread);
    if (in_ring.count(thread) > 0) continue;
    (in_ring.count(bank.chain_from(thread).back()) > 0 ? behind : elsewhere).insert(thread);
  }
  std::set<std::uint32_t> held, beside;  // locks
  std::uint32_t left = 0;
  for (const auto& [lock, owner] : bank.owners) {
    held.insert(lock);
    if (in_ring.count(owner) == 0) beside.insert(lock);
    if (!evidence.find_thread(owner)) left = lock;
  }
  const auto late = std::count_if(bank.waiting.begin(), bank.waiting.end(),
                                  [&](const auto& wait) { return wait.second == left; });
  if (left == 0 || late == 0) return fail(ErrorKind::kMalformed, 0, "nobody left with an account");
  const std::string serial = bank.accounts.at(left).serial;
  const std::int64_t lock_count = evidence.number("Pages") - 1 + late;
  const std::uint32_t offset = evidence.truth.variant == "a" ? 16 : evidence.truth.variant == "b" ? 32 : 40;
  std::vector<std::uint32_t> from_last(ring.rbegin(), ring.rend());
  std::vector<std::uint32_t> shown_first = ring;
  std::rotate(shown_first.begin(), shown_first.begin() + 1, shown_first.end());

  Paper paper;
  paper.scene =
      "Towards evening the desks of a branch stopped answering one after the other; nothing moves any more, "
      "and the processor is idle. Every desk is a thread. It takes the account that it books from, then the "
      "one "
      "that it books to; each account has a critical section. Desks that only pay in take one account. This "
      "dump was written by hand.";
  paper.questions = {
      {.name = "1",
       .text = "Some threads wait for each other in a ring. Which?",
       .type = "set<tid>",
       .key = list(ring),
       .idea =
           "A thread that waits for a critical section has its address on the stack; the critical section "
           "has its owner's thread id.",
       .evidence = "mark_lock_wait and mark_lock_acquired of ntdll",
       .candidates = all_waiting.size() * (all_waiting.size() - 1) / 2,
       .near_misses = {{list(all_waiting), "these are all threads that wait for a critical section"}}},
      {.name = "2",
       .text =
           "Give the ring in order: for each thread its id and the critical section that it waits for, then "
           "the thread that owns this one, and so on. Begin with the lowest thread id.",
       .type = "seq<(tid,addr)>",
       .key = pairs(bank, ring),
       .idea = "From a thread to its critical section, from that to its owner, until you are back.",
       .evidence = "mark_lock_wait and mark_lock_acquired of ntdll",
       .candidates = 100'000,
       .near_misses = {{pairs(bank, from_last), "that is the other direction"},
                       {pairs(bank, shown_first), "that does not begin with the lowest thread id"}}},
      {.name = "3",
       .text = fmt::format("Which critical sections of accounts are held, but by no thread of the ring? "
                           "`Accounts!Accounts` is an array of pointers to all 40 accounts; an account's "
                           "critical section is at offset {} in it.",
                           offset),
       .type = "set<addr>",
       .key = list(beside),
       .idea = "LockCount is -1 while a critical section is free.",
       .evidence = "owners after the last marks of ntdll",
       .candidates = 10'000,
       .near_misses = {{list(held), "those of the ring are among them"}},
       .given = {{"lock", offset}}},
      {.name = "4",
       .text =
           "A thread that has ended still owns one of them. How many threads wait for it, and what is the "
           "account's serial number? That is the 64 bits right before its critical section.",
       .type = "(int,witness)",
       .key = fmt::format("({}, {})", late, serial),
       .idea = "One owner is not in the list of threads. LockCount counts more than waiters.",
       .evidence = fmt::format("mark_account with ECX = {:#x}; mark_lock_wait of {} threads", left, late),
       .candidates = 40,
       .near_misses = {{fmt::format("({}, {})", lock_count, serial),
                        "LockCount also counts how often the owner entered again"},
                       {fmt::format("({}, {})", lock_count + 1, serial),
                        "LockCount is -1 while it is free, and counts how often the owner entered again"}},
       .given = {{"lock", offset}}},
      {.name = "5",
       .text = fmt::format(
           "All desks should take accounts in the order of their numbers. `Accounts!Requests` is a ring of "
           "1024 "
           "entries of four dwords: number of the entry (from 1 on; entry n is at index n modulo 1024), "
           "thread id, critical section, "
           "1 for \"asked for\" or 2 for \"given back\". An account's number is the dword at offset {}. "
           "Which was the first request for an account below one that the thread had? Give thread and "
           "critical "
           "section.",
           offset - 12),
       .type = "(tid,addr)",
       .key = fmt::format("({:x}, {:x})", first->thread, first->lock),
       .idea = "Follow the entries in order and note for each thread what it has.",
       .evidence = fmt::format("mark_request with EBX = {}", first->sequence),
       .candidates = 100,
       .given = {{"lock", offset}}},
      {.name = "6",
       .text = "Which threads are not in the ring, but cannot go on before it is broken?",
       .type = "set<tid>",
       .key = list(behind),
       .idea = "Who waits, for an owner in the ring or for one who waits for one?",
       .evidence = "mark_lock_wait and mark_lock_acquired of ntdll",
       .candidates = 50}};
  std::set<std::uint32_t> outside = behind;
  outside.insert(elsewhere.begin(), elsewhere.end());
  paper.questions.back().near_misses.push_back(
      {list(outside), "some of them wait for an owner that has nothing to do with the ring"});
  paper.herrings = {
      {fmt::format("{} threads wait for critical sections.", all_waiting.size()),
       "that all of them are in the deadlock", "Only some come back to themselves when owners are followed.",
       "!locks"},
      {fmt::format("The critical section {:08x} has the most odd owner: no thread has its id.", left),
       "that this is why the branch stands still",
       "Its waiters are stuck as well, but none of them has an account that the ring needs.",
       fmt::format("!cs {:x}", left)}};
  return paper;
}

}  // namespace dumplab::exercise
