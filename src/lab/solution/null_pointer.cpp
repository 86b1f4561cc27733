// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/text.h"
#include "base/try.h"
#include "solution/solution.h"

namespace dumplab::solution {
namespace {

Result<Answers> instruction(const Desk& desk) {
  desk.dump().because("The exception's record names the instruction.");
  DUMPLAB_TRY(const auto exception, desk.dump().exception());
  return Answers{hex(exception.address)};
}

/// The thread that debuggers open the dump with stands in a system call.
Result<Answers> top_of_first_thread(const Desk& desk) {
  DUMPLAB_TRY(const auto threads, desk.dump().threads());
  DUMPLAB_TRY(const auto registers, desk.dump().registers({threads.front().id}));
  return Answers{hex(registers.at("eip"))};
}

/// The operand in memory of the instruction that failed, and the registers there.
struct Access {
  Instruction instruction;
  MemoryOperand memory;
  bool is_written;
  Registers registers;
};
Result<Access> failed_access(const Desk& desk) {
  desk.dump().because("The registers as they were at the exception, not those of the moment of the dump.");
  DUMPLAB_TRY(auto registers, desk.dump().registers(kAtException));
  desk.dump().because("The instruction: its operand in memory is made of registers.");
  DUMPLAB_TRY(auto code, desk.dump().code(registers.at("eip"), 1));
  Instruction& failed = code.front();
  for (std::size_t i = 0; i < failed.operands.size(); ++i)
    if (const auto memory = parse_memory(failed.operands[i]))
      return Access{failed, *memory, i == 0 && failed.mnemonic == "mov", std::move(registers)};
  return fail(ErrorKind::kMalformed, 0, "the instruction has no operand in memory");
}

Result<Answers> zero_register(const Desk& desk) {
  DUMPLAB_TRY(const auto access, failed_access(desk));
  Answers zero;
  for (const std::string& name : {access.memory.base, access.memory.index})
    if (!name.empty() && access.registers.at(name) == 0) zero.push_back(name);
  return zero;
}

Result<Answers> offset(const Desk& desk) {
  DUMPLAB_TRY(const auto access, failed_access(desk));
  return Answers{hex(effective_address(access.memory, access.registers))};
}

/// The displacement that the instruction shows: it leaves out the index.
Result<Answers> displacement(const Desk& desk) {
  DUMPLAB_TRY(const auto access, failed_access(desk));
  return Answers{hex(access.memory.displacement)};
}

Result<Answers> kind_of_access(const Desk& desk) {
  DUMPLAB_TRY(const auto access, failed_access(desk));
  return Answers{access.is_written ? "write" : "read"};
}

Result<Answers> source(const Desk& desk) {
  desk.dump().because("Who called the function that failed, and with what.");
  DUMPLAB_TRY(const auto stack, desk.dump().stack(kAtException));
  desk.dump().because(
      "Before the return address: the null pointer is pushed from EAX, which the call before that one has "
      "left there.");
  DUMPLAB_TRY(const auto code, desk.dump().code_before(stack[0].return_address, 8));
  for (std::size_t i = code.size() - 1; i-- > 0;)
    if (code[i].is_call() && code[i].target) return Answers{hex(*code[i].target)};
  return fail(ErrorKind::kMalformed, 0, "no call before");
}

Result<Answers> function_on_top(const Desk& desk) {
  DUMPLAB_TRY(const auto exception, desk.dump().exception());
  DUMPLAB_TRY(const auto function, desk.dump().function_at(exception.address));
  return Answers{hex(function.start)};
}

Result<Answers> order(const Desk& desk) {
  DUMPLAB_TRY(const auto stack, desk.dump().stack(kAtException));
  for (const FrameLine& frame : stack) {
    if (!frame.symbol.starts_with("Orders!BookOrder+")) continue;
    desk.dump().because("The order is the second argument of BookOrder, and its serial number lies in it.");
    DUMPLAB_TRY(const auto serial, desk.dump().witness(frame.arguments[1] + desk.given.at("serial")));
    return Answers{serial};
  }
  return fail(ErrorKind::kMalformed, 0, "BookOrder is not on the stack");
}

}  // namespace

std::span<const Method> solve_null_pointer() {
  static const Method kMethods[] = {{"1", instruction, top_of_first_thread},
                                    {"2", zero_register},
                                    {"3", offset, displacement},
                                    {"4", kind_of_access},
                                    {"5", source, function_on_top},
                                    {"6", order}};
  return kMethods;
}

}  // namespace dumplab::solution
