// SPDX-License-Identifier: MIT
#include "unwind/x86_walk.h"

#include <utility>

#include "unwind/exception_rules.h"
#include "unwind/frame_data_rules.h"
#include "unwind/stack_scan.h"

namespace dumplab::unwind {
namespace {

Registers registers_of(const ContextX86& c) {
  return {c.Eip, c.Esp, c.Ebp, c.Ebx, c.Esi, c.Edi, c.Eax, c.Ecx, c.Edx};
}

/// What the methods said of one frame's caller.
struct Findings {
  std::optional<FoundCaller> enough, plausible, unlikely;  ///< the first of each
  bool at_end = false;      ///< a method came to the word 0 that threads begin with
  bool may_be_end = false;  ///< EBP did, to which it may be any word
};

/// One walk: registers in, frames out.
class Walker {
 public:
  Walker(X86Code& code, const StackView& stack, std::size_t limit)
      : scene_{code, stack}, check_(code.modules, code.flow, stack), limit_(limit) {}

  CallStack walk(const ContextX86& context) {
    Callee at;
    at.registers = registers_of(context);
    add(at.registers, Trust::kContext);
    while (result_.stop.empty()) {
      if (result_.frames.size() >= limit_) {
        result_.stop = "frame limit reached";
        break;
      }
      step(at);
    }
    if (result_.rejected.size() > kMostNoted) result_.rejected.resize(kMostNoted);
    return std::move(result_);
  }

 private:
  static constexpr std::size_t kMostNoted = 64;

  void step(Callee& at) {
    if (const auto context = interrupted(at)) return resume(at, *context);
    Findings found = ask_methods(at);
    if (found.enough) return accept(at, std::move(*found.enough));
    // A proven caller is better than a plausible one above it, and than an end.
    const bool has_other = found.plausible || found.unlikely || found.at_end || found.may_be_end;
    const std::uint32_t end = found.plausible ? found.plausible->caller.slot : ~0u;
    if (auto call = scan_for_call(scene_, check_, at, has_other ? Fit::kProven : Fit::kPlausible, end,
                                  result_.rejected))
      return accept(at, std::move(*call));
    if (found.plausible) return accept(at, std::move(*found.plausible));
    if (found.at_end) return stop(kReturnsToZero);
    if (auto chain = search_for_chain(scene_, check_, at)) return accept(at, std::move(*chain));
    if (found.may_be_end) return stop(kReturnsToZero);
    if (found.unlikely) return accept(at, std::move(*found.unlikely));
    stop(why_chain_ends(at.registers));
  }

  Findings ask_methods(const Callee& at) {
    Findings found;
    for (const Method& method : x86_methods()) {
      std::optional<FoundCaller> best;
      for (const Caller& caller : method.find(scene_, at)) {
        const bool is_above = scene_.stack.rises(at.floor(), caller.slot);
        if (caller.registers.eip == 0 && is_above && method.trust != Trust::kFilterCall) {
          const bool is_sure = method.trust != Trust::kFramePointer || caller.registers.ebp == 0;
          (is_sure ? found.at_end : found.may_be_end) = true;
          continue;
        }
        Verdict verdict = check_.judge(at, caller.registers.eip, caller.slot);
        if (verdict.fit < Fit::kPlausible) note_rejected(caller, verdict.why);
        if (!best || verdict.fit > best->verdict.fit) best = {caller, method.trust, std::move(verdict)};
      }
      if (!best || best->verdict.fit == Fit::kImpossible) continue;
      if (best->verdict.fit >= method.enough) {
        found.enough = std::move(best);
        return found;
      }
      auto& place = best->verdict.fit == Fit::kPlausible ? found.plausible : found.unlikely;
      if (!place || is_nearer(*best, *place)) place = std::move(best);
    }
    return found;
  }

  /// What EBP leads to may lie above frames of functions that leave EBP alone.
  static bool is_nearer(const FoundCaller& found, const FoundCaller& other) {
    return other.trust == Trust::kFramePointer && found.verdict.site && found.caller.slot < other.caller.slot;
  }

  /// The registers of code that the kernel interrupted to enter this frame's function.
  std::optional<ContextX86> interrupted(const Callee& at) const {
    constexpr std::uint64_t kLargestDispatcher = 0x40;
    if (const auto context = delivered_context(scene_.stack, at.floor())) return context;
    const structures::Place& place = result_.frames.back().place;
    if (place.function == "KiUserApcDispatcher" && place.function_offset < kLargestDispatcher)
      return interrupted_context(scene_.stack, at.registers);
    return std::nullopt;
  }

  void resume(Callee& at, const ContextX86& context) {
    if (context.Esp <= at.registers.esp) return stop("the stack does not rise");
    at = {};
    at.registers = registers_of(context);
    add(at.registers, Trust::kException);
  }

  /// Why EBP leads to no caller.
  const char* why_chain_ends(const Registers& at) const {
    if (at.ebp == 0) return "EBP is 0";
    if (at.ebp % 4 != 0) return "EBP is not aligned";
    if (!scene_.stack.contains(at.ebp)) return "EBP is outside the thread's stack";
    if (at.ebp + 8 <= at.esp) return "EBP is below ESP";
    if (!scene_.stack.word(at.ebp) || !scene_.stack.word(std::uint64_t{at.ebp} + 4))
      return "the frame is not in the dump";
    for (const Rejected& word : result_.rejected)
      if (word.slot == std::uint64_t{at.ebp} + 4) return word.why;
    return "no caller was found";
  }

  void note_rejected(const Caller& caller, const char* why) {
    for (const Rejected& known : result_.rejected)
      if (known.slot == caller.slot) return;
    result_.rejected.push_back({caller.slot, caller.registers.eip, why});
  }

  /// Where EBP says the same as the code, that is the plainest reason. Only a frame that calls nothing is a
  /// leaf.
  Trust plainest(const Callee& at, const FoundCaller& found) const {
    const std::uint32_t ebp = at.registers.ebp;
    const bool by_code = found.trust == Trust::kLeaf || found.trust == Trust::kCode ||
                         found.trust == Trust::kPrologue || found.trust == Trust::kFrameData;
    if (!by_code) return found.trust;
    const bool agrees = found.caller.slot == ebp + 4 && scene_.stack.word(ebp) == found.caller.registers.ebp;
    if (agrees) return Trust::kFramePointer;
    return found.trust == Trust::kLeaf && at.return_slot ? Trust::kCode : found.trust;
  }

  /// Bytes of arguments that the RET at the end of `callee` takes along.
  std::optional<std::uint32_t> bytes_popped(std::uint32_t callee, const Verdict& verdict) {
    const auto& paths = scene_.code.flow.find_returns(callee);
    if (!paths.empty()) return paths.front().popped;
    if (!verdict.site || !verdict.site->target) return std::nullopt;
    return scene_.code.flow.bytes_popped_by(static_cast<std::uint32_t>(*verdict.site->target));
  }

  void accept(Callee& at, FoundCaller found) {
    const std::uint32_t callee = at.registers.eip, slot = found.caller.slot;
    const Trust trust = plainest(at, found);
    at = {found.caller.registers,
          found.caller.knows_esp,
          slot,
          {},
          argument_bytes(scene_.code.modules, callee)};
    const auto popped = bytes_popped(callee, found.verdict);
    if (!at.knows_esp && popped) {
      at.registers.esp = slot + 4 + *popped;
      at.knows_esp = true;
    }
    if (!at.argument_bytes) at.argument_bytes = popped;
    if (found.verdict.site) at.call_address = static_cast<std::uint32_t>(found.verdict.site->address);
    add(at.registers, trust);
    StackFrame& frame = result_.frames.back();
    frame.evidence = {slot, std::move(found.verdict.site)};
    frame.rejected = std::exchange(result_.rejected, {});
    std::erase_if(frame.rejected, [&](const Rejected& word) { return word.slot == slot; });
    if (frame.rejected.size() > kMostNoted) frame.rejected.resize(kMostNoted);
  }

  void stop(const char* why) { result_.stop = why; }

  void add(const Registers& at, Trust trust) {
    structures::Place place = scene_.code.modules.describe(at.eip, is_return_address(trust));
    result_.frames.push_back({at.eip, at.esp, at.ebp, trust, std::move(place), {}, {}});
  }

  static constexpr const char* kReturnsToZero = "return address 0";

  Scene scene_;
  CallerCheck check_;
  std::size_t limit_;
  CallStack result_;
};

}  // namespace

CallStack walk_x86(X86Code& code, const StackView& stack, const ContextX86& context, std::size_t limit) {
  return Walker(code, stack, limit).walk(context);
}

}  // namespace dumplab::unwind
