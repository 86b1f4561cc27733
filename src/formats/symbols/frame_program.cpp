// SPDX-License-Identifier: MIT
#include "symbols/frame_program.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <iterator>
#include <map>

#include "base/try.h"

namespace dumplab::symbols {
namespace {

constexpr std::size_t kMaximumTokens = 4096, kMaximumDepth = 64, kShownToken = 32;

struct RegisterRow {
  const char* name;
  std::optional<std::uint32_t> FrameRegisters::*member;
};
constexpr RegisterRow kRegisters[] = {{"$eip", &FrameRegisters::eip}, {"$esp", &FrameRegisters::esp},
                                      {"$ebp", &FrameRegisters::ebp}, {"$ebx", &FrameRegisters::ebx},
                                      {"$esi", &FrameRegisters::esi}, {"$edi", &FrameRegisters::edi}};

struct ConstantRow {
  const char* name;
  std::uint32_t FrameProgramInputs::*member;
};
constexpr ConstantRow kConstants[] = {{".raSearch", &FrameProgramInputs::ra_search},
                                      {".raSearchStart", &FrameProgramInputs::ra_search},
                                      {".cbLocals", &FrameProgramInputs::locals_size},
                                      {".cbParams", &FrameProgramInputs::params_size},
                                      {".cbSavedRegs", &FrameProgramInputs::saved_registers_size},
                                      {".cbCalleeParams", &FrameProgramInputs::callee_params_size}};

constexpr std::string_view kUndefined = ".undef";

struct Token {
  std::string_view text;
  std::size_t offset = 0, index = 0;
};

tl::unexpected<Error> at(const Token& token, std::string what) {
  return fail(ErrorKind::kMalformed, token.offset,
              fmt::format("token {} \"{}\": {}", token.index, token.text.substr(0, kShownToken), what));
}

Result<std::vector<Token>> split(std::string_view program) {
  constexpr std::string_view kBlanks = " \t\r\n";
  std::vector<Token> tokens;
  for (std::size_t from = program.find_first_not_of(kBlanks); from != std::string_view::npos;) {
    const std::size_t end = std::min(program.find_first_of(kBlanks, from), program.size());
    const Token token{program.substr(from, end - from), from, tokens.size()};
    if (tokens.size() == kMaximumTokens) return at(token, "the program is too long");
    tokens.push_back(token);
    from = program.find_first_not_of(kBlanks, end);
  }
  return tokens;
}

/// A number in decimal, or in hex after 0x, with an optional sign.
std::optional<std::uint32_t> number(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const bool is_hex = text.starts_with("0x");
  if (is_hex) text.remove_prefix(2);
  std::uint32_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value, is_hex ? 16 : 10);
  if (error != std::errc() || stop != end) return std::nullopt;
  return negative ? 0 - value : value;
}

Result<std::uint32_t> calculate(const Token& token, std::uint32_t a, std::uint32_t b) {
  switch (token.text.front()) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '@':
      if (!std::has_single_bit(b)) return at(token, fmt::format("{} is not a power of two", b));
      return a & ~(b - 1);
    default:
      break;
  }
  if (b == 0) return at(token, "division by zero");
  return token.text == "/" ? a / b : a % b;
}

class Machine {
 public:
  Machine(const FrameProgramInputs& inputs, const MemorySource& memory) : inputs_(inputs), memory_(memory) {
    for (const RegisterRow& row : kRegisters) variables_[row.name] = inputs.registers.*row.member;
  }

  Result<void> execute(const Token& token) {
    constexpr std::string_view kBinary = "+-*/%@";
    if (token.text == "=") return assign(token);
    if (token.text == "^") return read(token);
    if (token.text.size() == 1 && kBinary.find(token.text) != std::string_view::npos) return combine(token);
    return push(token);
  }

  Result<FrameProgramRun> finish() {
    if (!stack_.empty()) return at(stack_.back().token, "a value is left over");
    return std::move(run_);
  }

  /// Ends an expression: the one value that it left, empty for .undef.
  Result<std::optional<std::uint32_t>> result() {
    if (stack_.empty()) return fail(ErrorKind::kMalformed, 0, "an expression without a value");
    const Operand operand = stack_.back();
    stack_.pop_back();
    if (!stack_.empty()) return at(stack_.back().token, "a value is left over");
    return value_of(operand);
  }
  void set(std::string_view name, std::optional<std::uint32_t> value) {
    variables_.insert_or_assign(std::string(name), value);
  }

 private:
  /// A value, or the name of one that is looked up when an operator takes it.
  struct Operand {
    Token token;
    std::optional<std::uint32_t> value;
  };

  Result<void> push(const Token& token) {
    if (stack_.size() == kMaximumDepth) return at(token, "too many values");
    const bool is_name = token.text.starts_with('$') || token.text.starts_with('.');
    const auto value = is_name ? std::nullopt : number(token.text);
    if (!is_name && !value) return at(token, "neither number, name nor operator");
    stack_.push_back({token, value});
    return {};
  }
  Result<Operand> pop(const Token& token) {
    if (stack_.empty()) return at(token, "too few values");
    const Operand operand = stack_.back();
    stack_.pop_back();
    return operand;
  }
  /// Empty for .undef and what was assigned from it.
  Result<std::optional<std::uint32_t>> value_of(const Operand& operand) const {
    const std::string_view name = operand.token.text;
    if (operand.value) return operand.value;
    if (name == kUndefined) return std::nullopt;
    if (const auto row = std::ranges::find(kConstants, name, &ConstantRow::name); row != std::end(kConstants))
      return inputs_.*row->member;
    const auto found = variables_.find(name);
    if (found == variables_.end()) return at(operand.token, "no such value");
    return found->second;
  }
  Result<std::uint32_t> pop_value(const Token& token) {
    DUMPLAB_TRY(const Operand operand, pop(token));
    DUMPLAB_TRY(const auto value, value_of(operand));
    if (!value) return at(operand.token, "its value is not known");
    return *value;
  }

  Result<void> combine(const Token& token) {
    DUMPLAB_TRY(const std::uint32_t b, pop_value(token));
    DUMPLAB_TRY(const std::uint32_t a, pop_value(token));
    DUMPLAB_TRY(const std::uint32_t value, calculate(token, a, b));
    stack_.push_back({token, value});
    return {};
  }
  Result<void> read(const Token& token) {
    DUMPLAB_TRY(const std::uint32_t address, pop_value(token));
    const auto value = memory_.read_u32({address});
    if (!value)
      return fail(ErrorKind::kTruncated, address,
                  fmt::format("token {} \"^\": no memory at {:#x}", token.index, address));
    run_.reads.push_back({address, *value, token.index});
    stack_.push_back({token, *value});
    return {};
  }
  Result<void> assign(const Token& token) {
    DUMPLAB_TRY(const Operand operand, pop(token));
    DUMPLAB_TRY(const auto value, value_of(operand));
    DUMPLAB_TRY(const Operand target, pop(token));
    if (target.value || !target.token.text.starts_with('$')) return at(target.token, "is not a variable");
    variables_[std::string(target.token.text)] = value;
    run_.assignments.push_back({std::string(target.token.text), value});
    return {};
  }

  const FrameProgramInputs& inputs_;
  const MemorySource& memory_;
  std::map<std::string, std::optional<std::uint32_t>, std::less<>> variables_;
  std::vector<Operand> stack_;
  FrameProgramRun run_;
};

}  // namespace

std::optional<FrameProgramInputs> frame_program_inputs(const FrameData& row, const FrameRegisters& registers,
                                                       std::uint32_t callee_params_size) {
  if (!registers.esp) return std::nullopt;
  FrameProgramInputs inputs{registers, row.locals_size, row.params_size, row.saved_registers_size,
                            callee_params_size};
  inputs.ra_search = *registers.esp + row.locals_size + row.saved_registers_size + callee_params_size;
  return inputs;
}

Result<FrameProgramRun> run_frame_program(std::string_view program, const FrameProgramInputs& inputs,
                                          const MemorySource& memory) {
  DUMPLAB_TRY(const auto tokens, split(program));
  Machine machine(inputs, memory);
  for (const Token& token : tokens) DUMPLAB_TRY_VOID(machine.execute(token));
  return machine.finish();
}

FrameRegisters caller_of(const FrameRegisters& frame, const FrameProgramRun& run) {
  FrameRegisters caller = frame;
  for (const auto& assignment : run.assignments)
    if (const auto row = std::ranges::find(kRegisters, assignment.variable, &RegisterRow::name);
        row != std::end(kRegisters))
      caller.*row->member = assignment.value;
  return caller;
}

std::string_view fpo_program(bool allocates_base_pointer) {
  if (allocates_base_pointer)
    return "$ebp $esp .cbCalleeParams + .cbSavedRegs + 8 - ^ = $eip .raSearch ^ = $esp .raSearch 4 + =";
  return "$eip .raSearch ^ = $esp .raSearch 4 + =";
}

Result<FrameRulesRun> run_frame_rules(const FrameRules& rules, const FrameRegisters& registers,
                                      const MemorySource& memory) {
  constexpr std::string_view kCfa = ".cfa", kReturnAddress = ".ra";
  FrameProgramInputs inputs;
  inputs.registers = registers;
  FrameRulesRun run;
  const auto evaluate = [&](std::string_view name,
                            const std::string& text) -> Result<std::optional<std::uint32_t>> {
    const auto named = [&](Error error) {
      error.what = fmt::format("rule of {}: {}", name.substr(0, kShownToken), error.what);
      return tl::unexpected(std::move(error));
    };
    const auto tokens = split(text);
    if (!tokens) return named(tokens.error());
    Machine machine(inputs, memory);
    if (name != kCfa) machine.set(kCfa, run.cfa);
    for (const Token& token : *tokens)
      if (const auto done = machine.execute(token); !done) return named(done.error());
    auto value = machine.result();
    if (!value) return named(value.error());
    DUMPLAB_TRY(const FrameProgramRun trace, machine.finish());
    if (!trace.assignments.empty()) return named({ErrorKind::kMalformed, 0, "an expression assigns"});
    run.reads.insert(run.reads.end(), trace.reads.begin(), trace.reads.end());
    return value;
  };
  const auto required = [&](std::string_view name) -> Result<std::uint32_t> {
    const auto rule = rules.rules.find(std::string(name));
    if (rule == rules.rules.end()) return fail(ErrorKind::kMalformed, 0, fmt::format("no rule of {}", name));
    DUMPLAB_TRY(const auto value, evaluate(name, rule->second));
    if (!value) return fail(ErrorKind::kMalformed, 0, fmt::format("{} is undefined", name));
    return *value;
  };
  DUMPLAB_TRY(run.cfa, required(kCfa));
  run.caller = registers;
  run.caller.esp = run.cfa;
  DUMPLAB_TRY(run.caller.eip, required(kReturnAddress));
  for (const RegisterRow& row : kRegisters)
    if (const auto rule = rules.rules.find(row.name); rule != rules.rules.end()) {
      DUMPLAB_TRY(run.caller.*row.member, evaluate(row.name, rule->second));
    }
  return run;
}

}  // namespace dumplab::symbols
