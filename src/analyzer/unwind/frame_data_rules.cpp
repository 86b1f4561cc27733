// SPDX-License-Identifier: MIT
#include "unwind/frame_data_rules.h"

#include <set>

#include "symbols/frame_program.h"
#include "unwind/call_site.h"

namespace dumplab::unwind {
namespace {

/// A place in a module with symbols.
struct Inside {
  const symbols::SymbolTable* symbols = nullptr;
  std::uint32_t rva = 0;
};

std::optional<Inside> find_inside(const structures::ModuleImages& modules, std::uint32_t address) {
  const auto* module = modules.find(address);
  if (!module || !module->symbols) return std::nullopt;
  return Inside{module->symbols.get(), static_cast<std::uint32_t>(address - module->module->BaseOfImage)};
}

/// Where the instruction stands that the frame is at: a return address may be behind its function's end.
std::uint32_t own_address(const Callee& callee) {
  return callee.registers.eip - (callee.return_slot ? 1 : 0);
}

symbols::FrameRegisters as_frame(const Registers& at, std::uint32_t esp) {
  return {at.eip, esp, at.ebp, at.ebx, at.esi, at.edi};
}

std::optional<Caller> as_caller(const symbols::FrameRegisters& frame, const Callee& callee) {
  if (!frame.eip || !frame.esp) return std::nullopt;
  Caller caller;
  caller.registers = {*frame.eip, *frame.esp, frame.ebp.value_or(callee.registers.ebp)};
  caller.registers.ebx = frame.ebx;
  caller.registers.esi = frame.esi;
  caller.registers.edi = frame.edi;
  caller.slot = *frame.esp - 4;
  return caller;
}

}  // namespace

std::vector<Caller> callers_by_frame_data(const structures::ModuleImages& modules, const StackView& stack,
                                          const Callee& callee) {
  const auto inside = find_inside(modules, own_address(callee));
  const auto row = inside ? inside->symbols->find_frame_data(inside->rva) : std::nullopt;
  if (!row || (!callee.return_slot && !callee.knows_esp)) return {};
  // Of a frame that waits: as its CALL left it, the arguments still on the stack.
  const auto frame = as_frame(callee.registers, callee.floor());
  const std::string_view program = row->program.empty() ? symbols::fpo_program(row->allocates_base_pointer)
                                                        : std::string_view(row->program);
  std::vector<Caller> callers;
  const auto run = [&](const symbols::FrameProgramInputs& inputs) {
    const auto done = symbols::run_frame_program(program, inputs, stack.memory);
    if (!done) return;
    if (const auto caller = as_caller(symbols::caller_of(frame, *done), callee)) callers.push_back(*caller);
  };
  const std::set<std::uint32_t> arguments{callee.argument_bytes.value_or(0), 0};
  for (auto bytes = arguments.rbegin(); bytes != arguments.rend(); ++bytes)
    if (const auto inputs = symbols::frame_program_inputs(*row, frame, *bytes)) run(*inputs);
  // Registers that were pushed for a call count nowhere: look upwards, as the name raSearch says.
  constexpr std::uint32_t kMostWords = 16;
  auto inputs = symbols::frame_program_inputs(*row, frame, 0);
  for (std::uint32_t i = 0; inputs && i < kMostWords; ++i) {
    inputs->ra_search += 4;
    const auto word = stack.word(inputs->ra_search);
    if (word && modules.find(*word) && follows_call(stack.memory, *word)) run(*inputs);
  }
  return callers;
}

std::vector<Caller> callers_by_frame_rules(const structures::ModuleImages& modules, const StackView& stack,
                                           const Callee& callee) {
  const auto inside = find_inside(modules, own_address(callee));
  const auto rules = inside ? inside->symbols->find_frame_rules(inside->rva) : std::nullopt;
  if (!rules) return {};
  const auto done =
      symbols::run_frame_rules(*rules, as_frame(callee.registers, callee.floor()), stack.memory);
  if (!done) return {};
  const auto caller = as_caller(done->caller, callee);
  return caller ? std::vector<Caller>{*caller} : std::vector<Caller>{};
}

std::optional<std::uint32_t> argument_bytes(const structures::ModuleImages& modules, std::uint32_t address) {
  const auto inside = find_inside(modules, address);
  const auto row = inside ? inside->symbols->find_frame_data(inside->rva) : std::nullopt;
  return row ? std::optional(row->params_size) : std::nullopt;
}

}  // namespace dumplab::unwind
