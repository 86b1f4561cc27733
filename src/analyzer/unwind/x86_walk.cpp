// SPDX-License-Identifier: MIT
#include "unwind/x86_walk.h"

#include <utility>

#include "unwind/caller_check.h"
#include "unwind/exception_rules.h"
#include "unwind/flow_rules.h"
#include "unwind/frame_data_rules.h"

namespace dumplab::unwind {
namespace {

/// What a method may look at.
struct Scene {
  X86Code& code;
  const StackView& stack;
};

Registers registers_of(const ContextX86& c) {
  return {c.Eip, c.Esp, c.Ebp, c.Ebx, c.Esi, c.Edi, c.Eax, c.Ecx, c.Edx};
}

using Callers = std::vector<Caller>;
using Method = Callers (*)(const Scene&, const Callee&);

Callers as_list(const std::optional<Caller>& caller) { return caller ? Callers{*caller} : Callers{}; }

template <Ahead Which>
Callers ahead(const Scene& scene, const Callee& callee) {
  return callers_ahead(scene.code.flow, scene.stack, callee, Which);
}

/// A call through a wrong pointer left its return address at [ESP] and executed nothing.
Callers of_no_code(const Scene& scene, const Callee& callee) {
  const auto* module = scene.code.modules.find(callee.registers.eip);
  if (callee.return_slot || (module && module->is_code(static_cast<std::uint32_t>(
                                           callee.registers.eip - module->module->BaseOfImage))))
    return {};
  const std::uint32_t slot = callee.registers.esp;
  const auto caller = scene.stack.word(slot);
  if (!caller || !follows_call(scene.stack.memory, *caller)) return {};
  Registers registers = callee.registers;
  registers.eip = *caller;
  registers.esp = slot + 4;
  return {Caller{registers, slot}};
}

Callers by_call_frame(const Scene& scene, const Callee& callee) {
  return as_list(caller_by_call_frame(scene.code.call_frames, scene.stack, callee));
}

template <auto Rule>
Callers by_symbols(const Scene& scene, const Callee& callee) {
  return Rule(scene.code.modules, scene.stack, callee);
}

Callers of_filter(const Scene& scene, const Callee& callee) {
  if (!callee.return_slot) return {};
  const auto caller = filter_caller(scene.stack, scene.code.modules, callee.registers);
  if (!caller) return {};
  return {Caller{*caller, caller->esp - 4}};
}

/// From the start of the function that symbols or exports name.
Callers since_named_entry(const Scene& scene, const Callee& callee) {
  const std::uint32_t eip = callee.registers.eip;
  const auto* module = scene.code.modules.find(eip);
  if (!module || !module->symbols) return {};
  const auto base = static_cast<std::uint32_t>(module->module->BaseOfImage);
  const auto function = module->symbols->find_function(eip - base - (callee.return_slot ? 1 : 0));
  if (!function) return {};
  return callers_since_entry(scene.code.flow, scene.stack, callee, base + function->rva);
}

/// From where a function may begin.
Callers since_guessed_entry(const Scene& scene, const Callee& callee) {
  constexpr std::size_t kMostStarts = 8;
  constexpr std::uint32_t kFarthest = 1u << 14;
  Callers callers;
  for (const std::uint32_t start : scene.code.starts.find_before(callee.registers.eip, kMostStarts)) {
    if (callee.registers.eip - start > kFarthest) break;
    const auto found = callers_since_entry(scene.code.flow, scene.stack, callee, start);
    callers.insert(callers.end(), found.begin(), found.end());
  }
  return callers;
}

/// A function that aligns its stack pushes a copy of its return address below EBP's frame; the CALL's own is
/// a few words higher. Looked for only where the function's code, which would tell, is not in the dump.
std::uint32_t return_slot_above(const Scene& scene, const Callee& callee, std::uint32_t slot,
                                std::uint32_t value) {
  constexpr std::uint32_t kMostBytes = 32;
  std::byte code;
  if (scene.stack.memory.read_exactly({callee.registers.eip}, &code, 1)) return slot;
  for (std::uint32_t above = slot + 4; above <= slot + kMostBytes; above += 4)
    if (scene.stack.word(above) == value) return above;
  return slot;
}

Callers by_frame_pointer(const Scene& scene, const Callee& callee) {
  const std::uint32_t ebp = callee.registers.ebp;
  if (ebp % 4 != 0) return {};
  const auto saved = scene.stack.word(ebp), caller = scene.stack.word(std::uint64_t{ebp} + 4);
  if (!saved || !caller) return {};
  const std::uint32_t slot = return_slot_above(scene, callee, ebp + 4, *caller);
  return {Caller{{*caller, slot + 4, *saved, {}, {}, {}}, slot}};
}

struct Row {
  Trust trust;
  Method find;
  Fit enough;  ///< what ends the search; a plausible caller of less is kept for when nothing better is found
};
/// Tried in this order.
constexpr Row kMethods[] = {
    {Trust::kLeaf, &of_no_code, Fit::kPlausible},
    {Trust::kLeaf, &ahead<Ahead::kStraight>, Fit::kPlausible},
    {Trust::kCfi, &by_call_frame, Fit::kPlausible},
    {Trust::kCfi, &by_symbols<callers_by_frame_rules>, Fit::kPlausible},
    {Trust::kCode, &ahead<Ahead::kCertain>, Fit::kPlausible},
    {Trust::kFrameData, &by_symbols<callers_by_frame_data>, Fit::kPlausible},
    {Trust::kPrologue, &since_named_entry, Fit::kPlausible},
    {Trust::kFilterCall, &of_filter, Fit::kPlausible},
    {Trust::kFramePointer, &by_frame_pointer, Fit::kProven},
    {Trust::kCode, &ahead<Ahead::kAssumed>, Fit::kProven},
    {Trust::kPrologue, &since_guessed_entry, Fit::kProven},
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
    return std::move(result_);
  }

 private:
  void step(Callee& at) {
    if (const auto context = interrupted(at)) return resume(at, *context);
    struct Found {
      Caller caller;
      Trust trust = Trust::kScan;
      Verdict verdict;
    };
    std::optional<Found> plausible, unlikely;
    // A method came to the word 0 that threads begin with; to EBP it may be any word.
    bool at_end = false, may_be_end = false;
    for (const Row& row : kMethods) {
      for (const Caller& caller : row.find(scene_, at)) {
        if (caller.registers.eip == 0 && row.trust != Trust::kFilterCall) {
          const bool is_sure = row.trust != Trust::kFramePointer || caller.registers.ebp == 0;
          (is_sure ? at_end : may_be_end) = true;
          continue;
        }
        Verdict verdict = check_.judge(at, caller.registers.eip, caller.slot);
        if (verdict.fit >= row.enough) return accept(at, caller, row.trust, verdict);
        if (verdict.fit == Fit::kPlausible) {
          if (!plausible) plausible = Found{caller, row.trust, std::move(verdict)};
          continue;
        }
        note_rejected(caller.slot, caller.registers.eip, verdict.why);
        if (verdict.fit == Fit::kUnlikely && !unlikely)
          unlikely = Found{caller, row.trust, std::move(verdict)};
      }
    }
    if (auto found = scan(at, plausible || unlikely || at_end || may_be_end ? Fit::kProven : Fit::kPlausible))
      return accept(at, found->first, Trust::kScan, found->second);
    if (plausible) return accept(at, plausible->caller, plausible->trust, plausible->verdict);
    if (at_end) return stop("return address 0");
    if (const auto caller = find_chain(at))
      return accept(at, *caller, Trust::kScan, check_.judge(at, caller->registers.eip, caller->slot));
    if (may_be_end) return stop("return address 0");
    if (unlikely) return accept(at, unlikely->caller, unlikely->trust, unlikely->verdict);
    stop(why_chain_ends(at.registers));
  }

  /// The registers of code that the kernel interrupted to enter this frame's function.
  std::optional<ContextX86> interrupted(const Callee& at) const {
    constexpr std::uint64_t kLargestDispatcher = 0x40;
    const std::uint32_t own = at.return_slot ? *at.return_slot + 4 : at.registers.esp;
    if (const auto context = delivered_context(scene_.stack, own)) return context;
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

  /// No method knows: the next words of the stack that follow a CALL which can have led here. One from
  /// whose target the code comes here just as deep is better than a nearer one.
  std::optional<std::pair<Caller, Verdict>> scan(const Callee& at, Fit least) {
    constexpr std::uint32_t kMostWords = 1024;
    const std::uint32_t from = at.return_slot ? *at.return_slot + 4 : at.registers.esp;
    const std::uint32_t first = (from + 3) & ~3u;
    std::optional<std::pair<Caller, Verdict>> best;
    for (std::uint32_t i = 0; i < kMostWords; ++i) {
      const std::uint32_t slot = first + 4 * i;
      const auto value = scene_.stack.word(slot);
      if (slot < first || !value) break;
      if (*value == 0 || !scene_.code.modules.find(*value - 1)) continue;
      Verdict verdict = check_.judge(at, *value, slot);
      if (!verdict.site || verdict.fit < least || (best && verdict.fit <= best->second.fit)) {
        if (!best) note_rejected(slot, *value, verdict.why);
        continue;
      }
      const bool is_proven = verdict.fit == Fit::kProven;
      Caller caller{{*value, slot + 4, at.registers.ebp, {}, {}, {}}, slot};
      if (is_proven) {
        for (const Caller& known : callers_since_entry(scene_.code.flow, scene_.stack, at,
                                                       static_cast<std::uint32_t>(*verdict.site->target)))
          if (known.slot == slot) caller = known;
      }
      best = {caller, std::move(verdict)};
      if (is_proven) break;
    }
    return best;
  }

  /// EBP and the code are of no use: the next frame pointer that was pushed below a return
  /// address, told from other words by the chain that it begins.
  std::optional<Caller> find_chain(const Callee& at) const {
    constexpr std::uint32_t kMostWords = 1024, kLeastLinks = 3;
    const std::uint32_t from = at.return_slot ? *at.return_slot + 4 : at.registers.esp;
    for (std::uint32_t i = 0; i < kMostWords; ++i) {
      const std::uint32_t frame = ((from + 3) & ~3u) + 4 * i;
      std::uint32_t links = 0, pointer = frame;
      while (links < kLeastLinks) {
        const auto saved = scene_.stack.word(pointer), caller = scene_.stack.word(std::uint64_t{pointer} + 4);
        if (!saved || !caller) break;
        if (links > 0 && *saved == 0 && *caller == 0) links = kLeastLinks;  // where threads begin
        if (check_.judge(at, *caller, pointer + 4).fit == Fit::kImpossible || *saved <= pointer ||
            *saved % 4 != 0)
          break;
        pointer = *saved;
        ++links;
      }
      if (links >= kLeastLinks)
        return Caller{{*scene_.stack.word(frame + 4), frame + 8, *scene_.stack.word(frame)}, frame + 4};
    }
    return std::nullopt;
  }

  /// Why EBP leads to no caller.
  const char* why_chain_ends(const Registers& at) const {
    if (at.ebp == 0) return "EBP is 0";
    if (at.ebp % 4 != 0) return "EBP is not aligned";
    if (!scene_.stack.contains(at.ebp)) return "EBP is outside the thread's stack";
    if (at.ebp + 8 <= at.esp) return "EBP is below ESP";
    if (!scene_.stack.word(at.ebp) || !scene_.stack.word(std::uint64_t{at.ebp} + 4))
      return "the frame is not in the dump";
    return result_.rejected.empty() ? "no caller was found" : result_.rejected.back().why;
  }

  void note_rejected(std::uint32_t slot, std::uint32_t value, const char* why) {
    constexpr std::size_t kMostNoted = 64;
    if (result_.rejected.size() >= kMostNoted) return;
    for (const Rejected& known : result_.rejected)
      if (known.slot == slot && known.value == value) return;
    result_.rejected.push_back({slot, value, why});
  }

  void accept(Callee& at, const Caller& caller, Trust trust, Verdict verdict) {
    const std::uint32_t callee_eip = at.registers.eip;
    Registers next = caller.registers;
    bool knows_esp = caller.knows_esp;
    std::optional<std::uint32_t> popped;
    if (!knows_esp) {
      // The RET that ends the callee says how many bytes of arguments it takes along.
      const auto& paths = scene_.code.flow.find_returns(callee_eip);
      if (!paths.empty())
        popped = paths.front().popped;
      else if (verdict.site && verdict.site->target)
        popped = scene_.code.flow.bytes_popped_by(static_cast<std::uint32_t>(*verdict.site->target));
      if (popped) {
        next.esp = caller.slot + 4 + *popped;
        knows_esp = true;
      }
    }
    const auto arguments = argument_bytes(scene_.code.modules, callee_eip);
    at = {next, knows_esp, caller.slot, std::nullopt, arguments ? arguments : popped};
    if (verdict.site) at.call_address = static_cast<std::uint32_t>(verdict.site->address);
    add(next, trust);
    StackFrame& frame = result_.frames.back();
    frame.evidence = {caller.slot, std::move(verdict.site)};
    frame.rejected = std::exchange(result_.rejected, {});
    std::erase_if(frame.rejected, [&](const Rejected& word) { return word.slot == caller.slot; });
  }

  void stop(const char* why) { result_.stop = why; }

  void add(const Registers& at, Trust trust) {
    const bool is_return = trust != Trust::kContext && trust != Trust::kException;
    result_.frames.push_back(
        {at.eip, at.esp, at.ebp, trust, scene_.code.modules.describe(at.eip, is_return), {}, {}});
  }

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
