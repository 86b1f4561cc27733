// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.h"
#include "base/try.h"
#include "solution/solution.h"

namespace dumplab::solution {
namespace {

std::string list(const std::vector<std::uint32_t>& threads) {
  return threads.empty() ? "{}" : fmt::format("{:x}", fmt::join(threads, " "));
}

Result<Answers> busiest(const Desk& desk) {
  desk.dump().because("What each thread has used.");
  DUMPLAB_TRY(const auto times, desk.dump().times());
  std::uint64_t most = 0;
  for (const ThreadTimes& thread : times) most = std::max(most, thread.user + thread.kernel);
  Answers answers;
  for (const ThreadTimes& thread : times)
    if (thread.user + thread.kernel == most) answers.push_back(fmt::format("{:x}", thread.id));
  return answers;
}

Result<Answers> user_time(const Desk& desk) {
  DUMPLAB_TRY(const std::uint32_t busy, desk.hex("1"));
  DUMPLAB_TRY(const auto times, desk.dump().times());
  for (const ThreadTimes& thread : times)
    if (thread.id == busy) return Answers{std::to_string(thread.user)};
  return Answers{};
}

Result<std::vector<std::uint32_t>> find_running(const Desk& desk) {
  DUMPLAB_TRY(const auto threads, desk.dump().threads());
  std::vector<std::uint32_t> running;
  for (const ThreadLine& thread : threads) {
    desk.dump().because("Does this thread wait? Then it has just made a system call.");
    DUMPLAB_TRY(const auto stack, desk.dump().stack({thread.id}));
    if (!stack[0].symbol.starts_with("ntdll!KiFastSystemCallRet")) running.push_back(thread.id);
  }
  return running;
}

Result<Answers> running(const Desk& desk) {
  DUMPLAB_TRY(const auto threads, find_running(desk));
  return Answers{list(threads)};
}

/// Who does not wait is to blame.
Result<Answers> first_running(const Desk& desk) {
  DUMPLAB_TRY(const auto threads, find_running(desk));
  if (threads.empty()) return Answers{};
  return Answers{fmt::format("{:x}", threads.front())};
}

Result<Answers> busy_one(const Desk& desk) {
  DUMPLAB_TRY(const std::uint32_t busy, desk.hex("1"));
  return Answers{fmt::format("{:x}", busy)};
}

/// Whether a jump behind `ip` leads back to before it, in the function that begins at `start`.
Result<bool> is_in_loop(const Desk& desk, std::uint32_t start, std::uint32_t ip) {
  constexpr unsigned kInstructions = 48;
  desk.dump().because("Does a jump behind this place lead back to before it?");
  DUMPLAB_TRY(const auto code, desk.dump().code(ip, kInstructions));
  for (const Instruction& line : code) {
    if (line.mnemonic.starts_with("ret") || line.mnemonic == "int3" || line.mnemonic == "nop") break;
    if (line.mnemonic.starts_with("j") && line.target && *line.target <= ip && *line.target >= start)
      return true;
  }
  return false;
}

Result<Answers> loop(const Desk& desk) {
  DUMPLAB_TRY(const std::uint32_t busy, desk.hex("1"));
  DUMPLAB_TRY(const auto stack, desk.dump().stack({busy}));
  for (const FrameLine& frame : stack) {
    if (frame.symbol.starts_with("ntdll!") || frame.symbol.starts_with("kernel32!")) continue;
    DUMPLAB_TRY(const auto function, desk.dump().function_at(frame.ip));
    DUMPLAB_TRY(const bool is_loop, is_in_loop(desk, function.start, frame.ip));
    if (is_loop) return Answers{hex(function.start)};
  }
  return Answers{};
}

Result<Answers> function_on_top(const Desk& desk) {
  DUMPLAB_TRY(const std::uint32_t busy, desk.hex("1"));
  DUMPLAB_TRY(const auto stack, desk.dump().stack({busy}));
  DUMPLAB_TRY(const auto function, desk.dump().function_at(stack[0].ip));
  return Answers{hex(function.start)};
}

/// The arguments of Words!AddWord: table and word.
Result<std::vector<std::uint32_t>> arguments_of_search(const Desk& desk) {
  DUMPLAB_TRY(const std::uint32_t busy, desk.hex("1"));
  DUMPLAB_TRY(const auto stack, desk.dump().stack({busy}));
  for (const FrameLine& frame : stack)
    if (frame.symbol.starts_with("Words!AddWord+")) return frame.arguments;
  return fail(ErrorKind::kMalformed, 0, "AddWord is not on the stack");
}

Result<Answers> word(const Desk& desk) {
  DUMPLAB_TRY(const auto arguments, arguments_of_search(desk));
  return Answers{hex(arguments[1])};
}

Result<Answers> table(const Desk& desk) {
  DUMPLAB_TRY(const auto arguments, arguments_of_search(desk));
  desk.dump().because("The table begins with its serial number.");
  DUMPLAB_TRY(const auto serial, desk.dump().witness(arguments[0]));
  return Answers{serial};
}

/// How many threads wait for each handle; `any_limit`: with a limit of time too.
Result<std::map<std::uint32_t, unsigned>> waiting(const Desk& desk, bool any_limit) {
  constexpr std::uint32_t kInfinite = 0xffffffff;
  DUMPLAB_TRY(const auto threads, desk.dump().threads());
  std::map<std::uint32_t, unsigned> counts;
  for (const ThreadLine& thread : threads) {
    DUMPLAB_TRY(const auto stack, desk.dump().stack({thread.id}));
    for (const FrameLine& frame : stack)
      if (frame.symbol.starts_with("kernel32!WaitForSingleObject+") &&
          (any_limit || frame.arguments[1] == kInfinite))
        ++counts[frame.arguments[0]];
  }
  return counts;
}

Answers most_waited_for(const std::map<std::uint32_t, unsigned>& counts) {
  unsigned most = 0;
  for (const auto& [handle, count] : counts) most = std::max(most, count);
  Answers answers;
  for (const auto& [handle, count] : counts)
    if (count == most) answers.push_back(fmt::format("({:x}, {})", handle, count));
  return answers;
}

Result<Answers> delivery(const Desk& desk) {
  DUMPLAB_TRY(const auto counts, waiting(desk, false));
  return most_waited_for(counts);
}

Result<Answers> delivery_with_any_limit(const Desk& desk) {
  DUMPLAB_TRY(const auto counts, waiting(desk, true));
  return most_waited_for(counts);
}

}  // namespace

std::span<const Method> solve_spiking_thread() {
  static const Method kMethods[] = {{"1", busiest, first_running, {}, "thread times"},
                                    {"2", user_time, nullptr, {"1"}, "thread times"},
                                    {"3", running, busy_one},
                                    {"4", loop, function_on_top, {"1"}},
                                    {"5", word, nullptr, {"1"}},
                                    {"6", table, nullptr, {"1"}},
                                    {"7", delivery, delivery_with_any_limit}};
  return kMethods;
}

}  // namespace dumplab::solution
