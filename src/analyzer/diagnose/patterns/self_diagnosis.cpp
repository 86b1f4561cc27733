// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "diagnose/fault_finding.h"
#include "diagnose/followup.h"
#include "diagnose/pattern.h"
#include "diagnose/raised.h"
#include "diagnose/words.h"
#include "nt/fast_fail.h"
#include "nt/status.h"

namespace dumplab::diagnose::patterns {
namespace {

/// A function that a program ends in on its own account, and its texts.
struct EndFunction {
  std::string_view name, what;
  unsigned texts;  ///< arguments that are texts: expression first, then function or file
  bool is_wide;
  unsigned line;  ///< index of the argument that is a line; 0: none
};
constexpr EndFunction kEnds[] = {
    {"_assert", "an assertion", 2, false, 2},
    {"_wassert", "an assertion", 2, true, 2},
    {"_invalid_parameter", "an argument that the C runtime refuses", 3, true, 3},
    {"_invalid_parameter_noinfo", "an argument that the C runtime refuses", 0, false, 0},
    {"_invoke_watson", "an argument that the C runtime refuses", 3, true, 3},
    {"terminate", "terminate()", 0, false, 0},
    {"_purecall", "a call of a pure virtual function", 0, false, 0},
    {"abort", "abort()", 0, false, 0},
};

struct End {
  const EndFunction* function;
  std::size_t frame;
};

/// The outermost of them: an assertion calls abort().
std::optional<End> find_end(const unwind::CallStack& stack) {
  constexpr std::size_t kInnermost = 24;
  std::optional<End> found;
  for (std::size_t i = 0; i < std::min(stack.frames.size(), kInnermost); ++i)
    for (const EndFunction& function : kEnds)
      if (stack.frames[i].place.function == function.name) found = End{&function, i};
  return found;
}

std::string end_text(const Facts& facts, const unwind::CallStack& stack, const End& end) {
  std::string text(end.function->what);
  for (unsigned i = 0; i < end.function->texts; ++i) {
    const auto pointer = read_argument(facts.memory(), stack, end.frame, i);
    const std::string argument = pointer ? facts.read_text(*pointer, end.function->is_wide) : std::string();
    if (!argument.empty()) text += fmt::format("{}\"{}\"", i == 0 ? ": " : ", ", argument);
  }
  const auto line =
      end.function->line ? read_argument(facts.memory(), stack, end.frame, end.function->line) : std::nullopt;
  constexpr std::uint32_t kLongestFile = 1'000'000;
  return line && *line != 0 && *line < kLongestFile ? text + fmt::format(", line {}", *line) : text;
}

struct Words {
  std::string what, problem_class;
};

Words words_of(const Fault& fault) {
  constexpr std::uint32_t kAssertion = 0xc0000420, kInvalidRuntimeParameter = 0xc0000417;
  if (fault.code == nt::code(nt::Status::kBreakpoint)) return {"a breakpoint", "BREAKPOINT"};
  if (fault.code == kAssertion) return {"an assertion", "ASSERTION"};
  if (fault.code == kInvalidRuntimeParameter || fault.code == nt::code(nt::Status::kInvalidParameter))
    return {"an argument that the C runtime refuses", "INVALID_CRUNTIME_PARAMETER"};
  if (fault.code != nt::code(nt::Status::kStackBufferOverrun)) return {"a fail-fast", "FAIL_FAST"};
  const auto& parameters = fault.exception->ExceptionInformation;
  const std::uint64_t reason = parameters.empty() ? 0 : parameters[0];
  const nt::FastFail words = nt::describe_fast_fail(reason);
  const bool is_cookie = reason == 0 || reason == 2;
  if (words.name.empty()) return {fmt::format("a fail-fast of reason {}", reason), "FAIL_FAST"};
  return {fmt::format("{} ({})", words.what, words.name), is_cookie ? "STACK_BUFFER_OVERRUN" : "FAIL_FAST"};
}

std::optional<Finding> of_fault(const Facts& facts) {
  const Fault& fault = *facts.fault();
  const unwind::CallStack* stack = facts.fault_stack();
  const auto end = stack ? find_end(*stack) : std::nullopt;
  const bool is_break = fault.code == nt::code(nt::Status::kBreakpoint) && !facts.is_break_in();
  const bool is_report = is_self_diagnosis_code(fault.code) &&
                         fault.code != nt::code(nt::Status::kHeapCorruption) &&
                         fault.code != nt::code(nt::Status::kPossibleDeadlock);
  const bool ends_by_raise = end && !is_processor_code(fault.code) && !is_cpp_code(fault.code);
  if (!is_break && !is_report && !ends_by_raise) return std::nullopt;
  const auto by = stack ? find_followup(*stack) : std::nullopt;
  const std::string place = by ? place_text(stack->frames[*by]) : fault_place(facts);
  const Words words = words_of(fault);
  const std::string what = end ? end_text(facts, *stack, *end) : words.what;
  Finding finding = begin_fault_finding(facts, fmt::format("{} in {}", what, place));
  finding.problem_class = words.problem_class;
  finding.address = fault.ip;
  if (what != words.what)
    finding.evidence.push_back({what, stack->frames[end->frame].eip, finding.thread, end->frame});
  else
    finding.evidence.push_back({words.what, fault.ip, finding.thread, {}});
  return finding;
}

/// A process whose dump was taken while it was in abort(), without an exception.
std::optional<Finding> of_threads(const Facts& facts) {
  for (const ThreadState& state : facts.threads()) {
    const auto end = find_end(*state.stack);
    if (!end) continue;
    const auto by = find_followup(*state.stack);
    const std::string what = end_text(facts, *state.stack, *end);
    Finding finding;
    finding.summary = what + (by ? " in " + place_text(state.stack->frames[*by]) : "");
    finding.confidence = Confidence::kLikely;
    finding.thread = state.thread->ThreadId;
    finding.problem_class = "FAIL_FAST";
    finding.evidence.push_back({what, state.stack->frames[end->frame].eip, finding.thread, end->frame});
    finding.next = {fmt::format("~~[{:x}]s", *finding.thread), "kb"};
    return finding;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Finding> self_diagnosis(const Facts& facts) {
  return facts.fault() ? of_fault(facts) : of_threads(facts);
}

}  // namespace dumplab::diagnose::patterns
