// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/text.h"
#include "base/try.h"
#include "solution/solution.h"

namespace dumplab::solution {
namespace {

Result<Answers> divisor(const Desk& desk) {
  constexpr unsigned kInstructionsBefore = 8;
  desk.dump().because("The registers as they were at the exception.");
  DUMPLAB_TRY(const auto registers, desk.dump().registers(kAtException));
  desk.dump().because("The division and its operand.");
  DUMPLAB_TRY(const auto code, desk.dump().code(registers.at("eip"), 1));
  const std::string& operand = code.front().operands.at(0);
  if (const auto memory = parse_memory(operand)) return Answers{hex(effective_address(*memory, registers))};
  desk.dump().because("The divisor is in a register: where was that loaded?");
  DUMPLAB_TRY(const auto before, desk.dump().code_before(registers.at("eip"), kInstructionsBefore));
  for (std::size_t i = before.size(); i-- > 0;)
    if (before[i].mnemonic == "mov" && before[i].operands.front() == operand)
      if (const auto memory = parse_memory(before[i].operands.back()))
        return Answers{hex(effective_address(*memory, registers))};
  return fail(ErrorKind::kMalformed, 0, "the register was not loaded from memory");
}

Result<Answers> dividend(const Desk& desk) {
  DUMPLAB_TRY(const auto registers, desk.dump().registers(kAtException));
  return Answers{fmt::format("{:08x}{:08x}", registers.at("edx"), registers.at("eax"))};
}

/// What a debugger shows when it opens the dump.
Result<Answers> registers_on_top(const Desk& desk) {
  DUMPLAB_TRY(const auto threads, desk.dump().threads());
  DUMPLAB_TRY(const auto registers, desk.dump().registers({threads.front().id}));
  return Answers{fmt::format("{:08x}{:08x}", registers.at("edx"), registers.at("eax"))};
}

Result<Answers> kind_of_memory(const Desk& desk) {
  DUMPLAB_TRY(const auto address, desk.hex("1"));
  desk.dump().because("Global variables lie in modules.");
  DUMPLAB_TRY(const auto modules, desk.dump().modules());
  for (const ModuleLine& module : modules)
    if (address >= module.start && address < module.end) return Answers{"global"};
  DUMPLAB_TRY(const auto registers, desk.dump().registers(kAtException));
  desk.dump().because("ESP points into the stack: does the region of the divisor have it too?");
  DUMPLAB_TRY(const auto region, desk.dump().region(address));
  const bool is_stack =
      registers.at("esp") >= region.start && registers.at("esp") - region.start < region.size;
  return Answers{is_stack ? "stack" : "heap"};
}

Result<std::uint32_t> station(const Desk& desk) {
  desk.dump().because("The station is the first argument of SummarizeStation.");
  DUMPLAB_TRY(const auto stack, desk.dump().stack(kAtException));
  for (const FrameLine& frame : stack)
    if (frame.symbol.starts_with("Summary!SummarizeStation+")) return frame.arguments[0];
  return fail(ErrorKind::kMalformed, 0, "SummarizeStation is not on the stack");
}

Result<Answers> list(const Desk& desk) {
  DUMPLAB_TRY(const auto address, station(desk));
  desk.dump().because("The station's list.");
  DUMPLAB_TRY(const auto list, desk.dump().dword(address + desk.given.at("list")));
  return Answers{hex(list)};
}

Result<std::vector<std::uint32_t>> samples(const Desk& desk) {
  constexpr std::size_t kMostSamples = 1000;
  DUMPLAB_TRY(const auto list, desk.hex("4"));
  desk.dump().because("The first sample, and from each the next one.");
  DUMPLAB_TRY(std::uint32_t sample, desk.dump().dword(list + desk.given.at("first")));
  std::vector<std::uint32_t> all;
  while (sample != 0 && all.size() < kMostSamples) {
    all.push_back(sample);
    DUMPLAB_TRY(sample, desk.dump().dword(sample + desk.given.at("next")));
  }
  return all;
}

Result<Answers> number_of_samples(const Desk& desk) {
  DUMPLAB_TRY(const auto all, samples(desk));
  return Answers{std::to_string(all.size())};
}

Result<Answers> counter(const Desk& desk) {
  DUMPLAB_TRY(const auto address, desk.hex("1"));
  DUMPLAB_TRY(const auto count, desk.dump().dword(address));
  return Answers{std::to_string(count)};
}

Result<Answers> last_sample(const Desk& desk) {
  DUMPLAB_TRY(const auto all, samples(desk));
  desk.dump().because("The serial number of the one that has no next.");
  DUMPLAB_TRY(const auto serial, desk.dump().witness(all.back()));
  return Answers{serial};
}

Result<Answers> first_sample(const Desk& desk) {
  DUMPLAB_TRY(const auto list, desk.hex("4"));
  DUMPLAB_TRY(const auto sample, desk.dump().dword(list + desk.given.at("first")));
  DUMPLAB_TRY(const auto serial, desk.dump().witness(sample));
  return Answers{serial};
}

}  // namespace

std::span<const Method> solve_divide_by_zero() {
  static const Method kMethods[] = {
      {"1", divisor}, {"2", dividend, registers_on_top},        {"3", kind_of_memory, nullptr, {"1"}},
      {"4", list},    {"5", number_of_samples, counter, {"4"}}, {"6", last_sample, first_sample, {"4"}}};
  return kMethods;
}

}  // namespace dumplab::solution
