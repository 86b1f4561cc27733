// SPDX-License-Identifier: MIT
#include "unwind/stack_walk.h"

#include <array>
#include <cstring>
#include <utility>

#include "unwind/call_site.h"
#include "unwind/exception_rules.h"
#include "unwind/leaf_rules.h"
#include "x86/decoder.h"

namespace dumplab::unwind {
namespace {

constexpr std::uint64_t kUnknownStackSize = 1u << 20;

/// One walk: registers in, frames out.
class Walker {
 public:
  Walker(const structures::ModuleImages& modules, const StackView& stack, std::size_t limit)
      : modules_(modules), stack_(stack), limit_(limit) {}

  CallStack walk(const ContextX86& context) {
    Registers at{context.Eip, context.Esp, context.Ebp};
    add(at, Trust::kContext);
    bool exact = true;  // ESP is that of the instruction at EIP, so leaf rules may look at it
    while (result_.stop.empty()) {
      if (result_.frames.size() >= limit_) {
        result_.stop = "frame limit reached";
        break;
      }
      at = step(at, exact);
    }
    return std::move(result_);
  }

 private:
  Registers step(const Registers& at, bool& exact) {
    if (const auto rule = find_dispatcher(result_.frames.back().place.function)) {
      if (const auto context = rule(stack_, at)) {
        exact = true;
        const Registers next{context->Eip, context->Esp, context->Ebp};
        if (next.esp <= at.esp) return stop(at, "the stack does not rise");
        add(next, Trust::kException);
        return next;
      }
    }
    if (exact) {
      const auto caller = modules_.find(at.eip) ? leaf_caller(stack_, at) : caller_of_nothing(at);
      if (caller) {
        if (!accept(at, caller->registers, Trust::kLeaf, caller->slot)) return at;
        exact = caller->knows_esp;
        return caller->registers;
      }
    } else if (const auto caller = filter_caller(stack_, modules_, at)) {
      if (!accept(at, *caller, Trust::kFilterCall, caller->esp - 4)) return at;
      return *caller;
    }
    exact = false;
    return follow_frame_pointer(at);
  }

  /// A call through a wrong pointer left its return address at [ESP] and executed nothing.
  std::optional<LeafCaller> caller_of_nothing(const Registers& at) const {
    const auto caller = stack_.word(at.esp);
    if (!caller || !modules_.find(*caller) || !follows_call(stack_.memory, *caller)) return std::nullopt;
    return LeafCaller{{*caller, at.esp + 4, at.ebp}, at.esp, false};
  }

  Registers follow_frame_pointer(const Registers& at) {
    if (at.ebp == 0) return scan(at, "EBP is 0");
    if (at.ebp % 4 != 0) return scan(at, "EBP is not aligned");
    if (!stack_.contains(at.ebp)) return scan(at, "EBP is outside the thread's stack");
    if (at.ebp + 8 <= at.esp) return scan(at, "EBP is below ESP");
    const auto saved = stack_.word(at.ebp), caller = stack_.word(std::uint64_t{at.ebp} + 4);
    if (!saved || !caller) return stop(at, "the frame is not in the dump");
    const Registers next{*caller, at.ebp + 8, *saved};
    const std::uint32_t slot = at.ebp + 4;
    if (*caller == 0) return stop(at, "return address 0");
    if (const char* why = reject_call(*caller)) {
      note_rejected(slot, *caller, why);
      return scan(at, why);
    }
    accept(at, next, Trust::kFramePointer, slot);
    return next;
  }

  /// Why a word cannot be a return address; null when it can. Code that is not in the dump proves nothing.
  const char* reject_call(std::uint32_t value) const {
    if (!modules_.find(value - 1)) return "the return address is in no module";
    const bool has_code = modules_.memory().read_u32({std::uint64_t{value} - 4}).has_value();
    return has_code && !follows_call(stack_.memory, value) ? "the return address does not follow a CALL"
                                                           : nullptr;
  }

  /// Where `site` leads, a jump through an import slot at its end included.
  std::optional<std::uint32_t> destination(const CallSite& site) const {
    if (!site.target) return std::nullopt;
    std::array<std::uint8_t, 6> jump{};
    if (!modules_.memory().read_exactly({*site.target}, jump.data(), jump.size())) return site.target;
    if (jump[0] != 0xff || jump[1] != 0x25) return site.target;
    std::uint32_t at_slot;
    std::memcpy(&at_slot, &jump[2], sizeof at_slot);
    const auto through = modules_.memory().read_u32({at_slot});
    return through ? through : site.target;
  }

  /// A direct call must have gone to the code that the frame stands in.
  bool can_lead_to(const CallSite& site, std::uint32_t eip) const {
    constexpr std::uint32_t kLargestFunction = 1u << 16;
    const auto target = destination(site);
    if (!target) return true;
    const auto* image = modules_.find(eip);
    if (!image || *target > eip || !image->module->range().contains({*target})) return false;
    const bool has_bounds = image->symbols && std::string_view(image->symbols->kind()) == "pdb";
    if (!has_bounds) return eip - *target < kLargestFunction;
    return modules_.describe(*target, false).function == modules_.describe(eip, true).function;
  }

  /// EBP is of no use: the caller's return address is the next word upwards that follows a CALL into this
  /// code.
  Registers scan(const Registers& at, const char* why) {
    constexpr std::uint32_t kMostWords = 1024;
    const std::uint32_t first = (at.esp + 3) & ~3u;
    for (std::uint32_t i = 0; i < kMostWords; ++i) {
      const std::uint32_t slot = first + 4 * i;
      const auto value = stack_.word(slot);
      if (slot < first || !value) break;
      if (*value == 0 || !modules_.find(*value - 1)) continue;
      const auto site = find_call_site(stack_.memory, *value);
      if (!site) {
        note_rejected(slot, *value, "the return address does not follow a CALL");
      } else if (!can_lead_to(*site, at.eip)) {
        note_rejected(slot, *value, "its CALL goes elsewhere");
      } else {
        const Registers next{*value, slot + 4, at.ebp};
        accept(at, next, Trust::kScan, slot);
        return next;
      }
    }
    return stop(at, why);
  }

  void note_rejected(std::uint32_t slot, std::uint32_t value, const char* why) {
    constexpr std::size_t kMostNoted = 64;
    if (result_.rejected.size() < kMostNoted) result_.rejected.push_back({slot, value, why});
  }

  /// Adds the caller unless it is the end of the stack or no code.
  bool accept(const Registers& at, const Registers& next, Trust trust, std::uint32_t slot) {
    if (next.eip == 0) return stop(at, "return address 0"), false;
    if (!modules_.find(next.eip - 1)) return stop(at, "the return address is in no module"), false;
    if (next.esp <= at.esp) return stop(at, "the stack does not rise"), false;
    add(next, trust);
    StackFrame& frame = result_.frames.back();
    frame.evidence = {slot, find_call_site(stack_.memory, next.eip)};
    frame.rejected = std::exchange(result_.rejected, {});
    return true;
  }

  Registers stop(const Registers& at, const char* why) {
    result_.stop = why;
    return at;
  }

  void add(const Registers& at, Trust trust) {
    const bool is_return = trust != Trust::kContext && trust != Trust::kException;
    result_.frames.push_back({at.eip, at.esp, at.ebp, trust, modules_.describe(at.eip, is_return), {}, {}});
  }

  const structures::ModuleImages& modules_;
  const StackView& stack_;
  std::size_t limit_;
  CallStack result_;
};

}  // namespace

const char* describe(Trust trust) {
  constexpr const char* kWords[] = {"context", "leaf", "frame_pointer", "exception", "filter_call", "scan"};
  return kWords[static_cast<std::size_t>(trust)];
}

AddressRange StackWalk::stack_bounds(const Thread& thread) const {
  const auto* block = process_.find_thread(thread.ThreadId);
  if (block && block->stack_base > block->stack_limit)
    return {{block->stack_limit}, block->stack_base - block->stack_limit};
  if (thread.stack.size) return thread.stack;
  const auto* context = std::get_if<ContextX86>(&thread.context);
  return {{context ? context->Esp : 0}, context ? kUnknownStackSize : 0};
}

CallStack StackWalk::walk(const Thread& thread, const Context& context, std::size_t limit) const {
  if (const auto* amd64 = std::get_if<ContextAmd64>(&context)) {
    CallStack stack;
    stack.frames.push_back(
        {amd64->Rip, amd64->Rsp, amd64->Rbp, Trust::kContext, modules_.describe(amd64->Rip, false), {}, {}});
    stack.stop = "callers of AMD64 code are not walked yet";
    return stack;
  }
  const auto* x86_context = std::get_if<ContextX86>(&context);
  if (!x86_context || !snapshot_.memory) return {{}, "no registers of a known processor", {}};
  const StackView stack{modules_.memory(), stack_bounds(thread)};
  return Walker(modules_, stack, limit).walk(*x86_context);
}

}  // namespace dumplab::unwind
