// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "base/try.h"
#include "solution/solution.h"

namespace dumplab::solution {
namespace {

constexpr unsigned kAllFrames = 0xffff;
constexpr const char* kRecursive = "Parts!WeighPart";
constexpr std::uint32_t kStackBase = 4, kDeallocationStack = 0xe0c;  // of a TEB

std::string function_of(const FrameLine& frame) { return frame.symbol.substr(0, frame.symbol.find('+')); }

struct Recursion {
  std::vector<FrameLine> frames;
  std::vector<std::size_t> recursive;  ///< places of WeighPart's among them
};
Result<Recursion> recursion(const Desk& desk) {
  desk.dump().because("The whole stack at the exception.");
  Recursion found;
  DUMPLAB_TRY(found.frames, desk.dump().stack(kAtException, kAllFrames));
  for (std::size_t i = 0; i < found.frames.size(); ++i)
    if (function_of(found.frames[i]) == kRecursive) found.recursive.push_back(i);
  if (found.recursive.size() < 2) return fail(ErrorKind::kMalformed, 0, "no recursion");
  return found;
}

Result<Answers> functions(const Desk& desk) {
  DUMPLAB_TRY(const auto found, recursion(desk));
  std::map<std::string, std::string> starts;  // by name
  for (std::size_t i = found.recursive[0] + 1; i <= found.recursive[1]; ++i) {
    DUMPLAB_TRY(const auto function, desk.dump().function_at(found.frames[i].ip));
    starts.emplace(function.function, hex(function.start));
  }
  std::vector<std::string> answer;
  for (const auto& [name, start] : starts) answer.push_back(start);
  return Answers{fmt::format("{}", fmt::join(answer, " "))};
}

Result<Answers> function_on_top(const Desk& desk) {
  DUMPLAB_TRY(const auto exception, desk.dump().exception());
  DUMPLAB_TRY(const auto function, desk.dump().function_at(exception.address));
  return Answers{hex(function.start)};
}

Result<Answers> bytes_of_turn(const Desk& desk) {
  DUMPLAB_TRY(const auto found, recursion(desk));
  return Answers{std::to_string(found.frames[found.recursive[1]].ebp - found.frames[found.recursive[0]].ebp)};
}

Result<Answers> depth(const Desk& desk) {
  DUMPLAB_TRY(const auto found, recursion(desk));
  return Answers{std::to_string(found.recursive.size())};
}

/// What a debugger shows at once.
Result<Answers> depth_on_screen(const Desk& desk) {
  DUMPLAB_TRY(const auto frames, desk.dump().stack(kAtException));
  return Answers{std::to_string(std::count_if(frames.begin(), frames.end(), [](const FrameLine& frame) {
    return function_of(frame) == kRecursive;
  }))};
}

Result<Answers> first_caller(const Desk& desk) {
  DUMPLAB_TRY(const auto found, recursion(desk));
  return Answers{hex(found.frames[found.recursive.back()].return_address)};
}

Result<Answers> repeated_part(const Desk& desk) {
  DUMPLAB_TRY(const auto found, recursion(desk));
  std::set<std::uint32_t> seen;
  for (auto place = found.recursive.rbegin(); place != found.recursive.rend(); ++place) {
    const std::uint32_t part = found.frames[*place].arguments[0];
    if (seen.insert(part).second) continue;
    desk.dump().because("The first argument that comes a second time, from the bottom of the list upwards.");
    DUMPLAB_TRY(const auto serial, desk.dump().witness(part));
    return Answers{serial};
  }
  return fail(ErrorKind::kMalformed, 0, "no part comes twice");
}

Result<Answers> innermost_part(const Desk& desk) {
  DUMPLAB_TRY(const auto found, recursion(desk));
  DUMPLAB_TRY(const auto serial, desk.dump().witness(found.frames[found.recursive[0]].arguments[0]));
  return Answers{serial};
}

/// The TEB of the thread whose stack ended: the lowest base above ESP.
struct Stack {
  std::uint32_t teb, base, limit;
};
Result<Stack> ended_stack(const Desk& desk) {
  DUMPLAB_TRY(const auto registers, desk.dump().registers(kAtException));
  desk.dump().because("The threads' environment blocks: one has the stack that ESP points into.");
  DUMPLAB_TRY(const auto threads, desk.dump().threads());
  std::optional<Stack> nearest;
  for (const ThreadLine& thread : threads) {
    DUMPLAB_TRY(const auto stack, desk.dump().dwords(thread.teb + kStackBase, 2));
    if (stack[0] <= registers.at("esp") || (nearest && nearest->base < stack[0])) continue;
    nearest = Stack{thread.teb, stack[0], stack[1]};
  }
  if (!nearest) return fail(ErrorKind::kMalformed, 0, "ESP is in no thread's stack");
  return *nearest;
}

Result<Answers> reserved(const Desk& desk) {
  DUMPLAB_TRY(const auto stack, ended_stack(desk));
  desk.dump().because("Where the reservation begins.");
  DUMPLAB_TRY(const auto start, desk.dump().dword(stack.teb + kDeallocationStack));
  return Answers{hex(stack.base - start)};
}

Result<Answers> committed(const Desk& desk) {
  DUMPLAB_TRY(const auto stack, ended_stack(desk));
  return Answers{hex(stack.base - stack.limit)};
}

}  // namespace

std::span<const Method> solve_stack_overflow() {
  static const Method kMethods[] = {{"1", functions, function_on_top},    {"2", bytes_of_turn},
                                    {"3", depth, depth_on_screen},        {"4", first_caller},
                                    {"5", repeated_part, innermost_part}, {"6", reserved, committed}};
  return kMethods;
}

}  // namespace dumplab::solution
