// SPDX-License-Identifier: MIT
#include "unwind/flow_rules.h"

namespace dumplab::unwind {
namespace {

std::optional<std::uint32_t> evaluate(const Value& value, const Registers& registers,
                                      const StackView& stack) {
  if (value.kind == Value::Kind::kConstant) return value.addend;
  if (!value.is_known() || value.slack) return std::nullopt;
  const auto base = registers[value.base];
  if (!base) return std::nullopt;
  if (value.kind == Value::Kind::kSum) return *base + value.addend;
  const auto word = stack.word(*base + value.offset);
  return word ? std::optional(*word + value.addend) : std::nullopt;
}

std::optional<Caller> evaluate(const ReturnPath& path, const StackView& stack, const Callee& callee) {
  const Value& to = path.return_address;
  if (to.kind != Value::Kind::kWord || to.addend != 0) return std::nullopt;
  // Without an exact ESP only what starts from EBP is known.
  if (!callee.knows_esp && to.base == x86::kEsp) return std::nullopt;
  const auto base = callee.registers[to.base];
  if (!base) return std::nullopt;
  Caller caller;
  caller.slot = *base + to.offset;
  const auto address = stack.word(caller.slot);
  const auto esp = evaluate(path.at_return[x86::kEsp], callee.registers, stack);
  if (!address) return std::nullopt;
  const auto get = [&](x86::Register reg) { return evaluate(path.at_return[reg], callee.registers, stack); };
  caller.registers = {*address,
                      esp.value_or(caller.slot) + 4 + path.popped,
                      get(x86::kEbp).value_or(callee.registers.ebp),
                      get(x86::kEbx),
                      get(x86::kEsi),
                      get(x86::kEdi)};
  caller.knows_esp = esp.has_value();
  caller.is_assumed = path.is_assumed;
  return caller;
}

bool is_wanted(const ReturnPath& path, Ahead which) {
  switch (which) {
    case Ahead::kStraight:
      return path.is_straight;
    case Ahead::kCertain:
      return !path.is_assumed;
    default:
      return path.is_assumed;
  }
}

}  // namespace

std::vector<Caller> callers_ahead(CodeFlow& flow, const StackView& stack, const Callee& callee, Ahead which) {
  std::vector<Caller> callers;
  for (const ReturnPath& path : flow.find_returns(callee.registers.eip)) {
    if (!is_wanted(path, which)) continue;
    if (auto caller = evaluate(path, stack, callee)) callers.push_back(*caller);
  }
  return callers;
}

std::vector<Caller> callers_since_entry(CodeFlow& flow, const StackView& stack, const Callee& callee,
                                        std::uint32_t entry) {
  // Before its CALL a waiting function's ESP was just above the return address.
  const bool waits = callee.return_slot && callee.call_address;
  const std::uint32_t goal = waits ? *callee.call_address : callee.registers.eip;
  if (!waits && !callee.knows_esp) return {};
  const EntryPath& path = flow.find_way(entry, goal);
  if (!path.state) return {};

  const FlowState& state = *path.state;
  const Value &esp = state[x86::kEsp], &ebp = state[x86::kEbp];
  std::vector<std::uint32_t> slots;
  if (esp.kind == Value::Kind::kSum && esp.base == x86::kEsp) {
    const std::uint32_t first = callee.floor() - esp.addend;
    for (std::uint32_t more = 0; more <= esp.slack; more += 4) slots.push_back(first + more);
  } else if (ebp.kind == Value::Kind::kSum && ebp.base == x86::kEsp) {
    slots.push_back(callee.registers.ebp - ebp.addend);
  }
  std::vector<Caller> callers;
  for (const std::uint32_t slot : slots) {
    const auto address = stack.word(slot);
    if (!address) continue;
    // What a register was at the entry: still in it, or where it was put.
    const auto get = [&](x86::Register reg) -> std::optional<std::uint32_t> {
      const Value original = Value::sum(reg, 0);
      if (state[reg] == original) return callee.registers[reg];
      const auto place = state.find_place_of(original);
      if (!place || place->kind != Value::Kind::kSum || place->base != x86::kEsp || place->slack)
        return std::nullopt;
      return stack.word(slot + place->addend);
    };
    Caller& caller = callers.emplace_back();
    caller.registers = {*address, slot + 4, get(x86::kEbp).value_or(callee.registers.ebp)};
    caller.registers.ebx = get(x86::kEbx);
    caller.registers.esi = get(x86::kEsi);
    caller.registers.edi = get(x86::kEdi);
    caller.slot = slot;
    caller.is_assumed = path.is_assumed;
  }
  return callers;
}

}  // namespace dumplab::unwind
