// SPDX-License-Identifier: MIT
#include "unwind/x86_methods.h"

#include "unwind/exception_rules.h"
#include "unwind/flow_rules.h"
#include "unwind/frame_data_rules.h"

namespace dumplab::unwind {
namespace {

using Callers = std::vector<Caller>;

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
  if (!caller) return {};
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

/// From the nearest `push ebp; mov ebp, esp`.
Callers since_prologue(const Scene& scene, const Callee& callee) {
  const auto start = find_prologue(scene.code.modules.memory(), callee.registers.eip);
  return start ? callers_since_entry(scene.code.flow, scene.stack, callee, *start) : Callers{};
}

/// EIP is before or between these two.
Callers in_prologue(const Scene& scene, const Callee& callee) {
  const auto start = find_prologue(scene.code.modules.memory(), callee.registers.eip);
  const bool is_inside = start && !callee.return_slot && callee.registers.eip - *start <= 1;
  return is_inside ? since_prologue(scene, callee) : Callers{};
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
  return {Caller{{*caller, slot + 4, *saved}, slot}};
}

constexpr Method kMethods[] = {
    {Trust::kLeaf, &of_no_code, Fit::kPlausible},
    {Trust::kLeaf, &ahead<Ahead::kStraight>, Fit::kPlausible},
    {Trust::kLeaf, &in_prologue, Fit::kPlausible},
    {Trust::kCfi, &by_call_frame, Fit::kPlausible},
    {Trust::kCfi, &by_symbols<callers_by_frame_rules>, Fit::kPlausible},
    {Trust::kCode, &ahead<Ahead::kCertain>, Fit::kProven},
    {Trust::kFrameData, &by_symbols<callers_by_frame_data>, Fit::kProven},
    {Trust::kPrologue, &since_named_entry, Fit::kPlausible},
    {Trust::kFilterCall, &of_filter, Fit::kPlausible},
    {Trust::kPrologue, &since_prologue, Fit::kProven},
    {Trust::kFramePointer, &by_frame_pointer, Fit::kProven},
    {Trust::kCode, &ahead<Ahead::kAssumed>, Fit::kProven},
    {Trust::kPrologue, &since_guessed_entry, Fit::kProven},
};

}  // namespace

std::span<const Method> x86_methods() { return kMethods; }

}  // namespace dumplab::unwind
