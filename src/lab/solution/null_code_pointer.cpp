// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "base/try.h"
#include "solution/solution.h"

namespace dumplab::solution {
namespace {

Result<Answers> return_address(const Desk& desk) {
  desk.dump().because("EIP is zero: there is no code to look at.");
  DUMPLAB_TRY(const auto registers, desk.dump().registers(kAtException));
  desk.dump().because("The CALL left its return address where ESP points.");
  DUMPLAB_TRY(const auto address, desk.dump().dword(registers.at("esp")));
  return Answers{hex(address)};
}

Result<Answers> caller(const Desk& desk) {
  DUMPLAB_TRY(const auto address, desk.hex("1"));
  desk.dump().because("The function that the return address lies in.");
  DUMPLAB_TRY(const auto function, desk.dump().function_at(address));
  return Answers{hex(function.start)};
}

/// The function in which the first address of code above ESP lies that is not the return address.
Result<Answers> next_code_on_stack(const Desk& desk) {
  constexpr unsigned kWords = 24;
  DUMPLAB_TRY(const auto registers, desk.dump().registers(kAtException));
  DUMPLAB_TRY(const auto words, desk.dump().dwords(registers.at("esp") + 4, kWords));
  for (const std::uint32_t word : words)
    if (const auto function = desk.dump().function_at(word)) return Answers{hex(function->start)};
  return Answers{};
}

/// Where the called address was read: the operand that has slot 0 and the slot's number, and the registers.
struct Source {
  MemoryOperand memory;
  bool is_of_call;  ///< else of an instruction before it
  Registers registers;
};
Result<Source> source(const Desk& desk) {
  constexpr unsigned kMostInstructions = 64;
  DUMPLAB_TRY(const auto address, desk.hex("1"));
  DUMPLAB_TRY(auto registers, desk.dump().registers(kAtException));
  desk.dump().because("The CALL that ends at the return address.");
  DUMPLAB_TRY(const auto before, desk.dump().code_before(address, 1));
  const Instruction& call = before.front();
  if (call.operands.empty()) return fail(ErrorKind::kMalformed, 0, "no CALL");
  if (const auto memory = parse_memory(call.operands[0])) return Source{*memory, true, std::move(registers)};
  DUMPLAB_TRY(const auto function, desk.dump().function_at(address));
  desk.dump().because("It goes through a register, which the function has loaded before.");
  DUMPLAB_TRY(const auto code, desk.dump().code(function.start, kMostInstructions));
  std::optional<MemoryOperand> loaded;
  for (const Instruction& instruction : code) {
    if (instruction.address >= call.address) break;
    if (instruction.mnemonic == "mov" && instruction.operands.front() == call.operands[0])
      loaded = parse_memory(instruction.operands.back());
  }
  if (!loaded) return fail(ErrorKind::kMalformed, 0, "the register was not loaded from memory");
  return Source{*loaded, false, std::move(registers)};
}

Result<Answers> table(const Desk& desk) {
  DUMPLAB_TRY(const auto found, source(desk));
  if (found.is_of_call) return Answers{hex(found.registers.at(found.memory.base))};
  desk.dump().because("The register with the table is in other use by now: it was an argument.");
  DUMPLAB_TRY(const auto stack, desk.dump().stack(kAtException));
  for (const FrameLine& frame : stack)
    if (frame.symbol.starts_with("Forms!HandleRequest+")) return Answers{hex(frame.arguments[0])};
  return fail(ErrorKind::kMalformed, 0, "HandleRequest is not on the stack");
}

Result<Answers> slot(const Desk& desk) {
  DUMPLAB_TRY(const auto found, source(desk));
  return Answers{std::to_string(found.registers.at(found.memory.index))};
}

Result<std::vector<std::uint32_t>> slots(const Desk& desk) {
  DUMPLAB_TRY(const auto table, desk.hex("3"));
  const std::uint32_t first = table + desk.given.at("slots");
  desk.dump().because("The number of slots, and the slots.");
  DUMPLAB_TRY(const auto count, desk.dump().dword(first - 4));
  return desk.dump().dwords(first, count);
}

Result<Answers> filled_slots(const Desk& desk) {
  DUMPLAB_TRY(const auto all, slots(desk));
  return Answers{std::to_string(std::count_if(all.begin(), all.end(), [](auto slot) { return slot != 0; }))};
}

Result<Answers> first_empty_slot(const Desk& desk) {
  DUMPLAB_TRY(const auto all, slots(desk));
  return Answers{std::to_string(std::find(all.begin(), all.end(), 0u) - all.begin())};
}

Result<Answers> all_slots(const Desk& desk) {
  DUMPLAB_TRY(const auto all, slots(desk));
  return Answers{std::to_string(all.size())};
}

Result<Answers> request(const Desk& desk) {
  DUMPLAB_TRY(const auto registers, desk.dump().registers(kAtException));
  desk.dump().because("The argument of the call, above its return address.");
  DUMPLAB_TRY(const auto address, desk.dump().dword(registers.at("esp") + 4));
  desk.dump().because("The request's serial number.");
  DUMPLAB_TRY(const auto serial, desk.dump().witness(address));
  return Answers{serial};
}

}  // namespace

std::span<const Method> solve_null_code_pointer() {
  static const Method kMethods[] = {{"1", return_address},
                                    {"2", caller, next_code_on_stack, {"1"}},
                                    {"3", table, nullptr, {"1"}},
                                    {"4", slot, first_empty_slot, {"1"}},
                                    {"5", filled_slots, all_slots, {"3"}},
                                    {"6", request}};
  return kMethods;
}

}  // namespace dumplab::solution
