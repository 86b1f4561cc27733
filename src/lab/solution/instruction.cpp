// SPDX-License-Identifier: MIT
#include "solution/instruction.h"

#include <fmt/format.h>

#include <algorithm>
#include <regex>

#include "base/text.h"
#include "question/answer_text.h"

namespace dumplab::solution {
namespace {

std::vector<std::string> split_operands(std::string_view text) {
  std::vector<std::string> operands;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    operands.emplace_back(question::trim(text.substr(0, comma)));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return operands;
}

std::optional<std::uint32_t> number(std::string_view text) {
  const auto value = question::parse_number(text, 10);
  if (!value) return std::nullopt;
  return static_cast<std::uint32_t>(*value);
}

/// "00401000", "0x401000", "Orders!main+0x10 (00401000)"
std::optional<std::uint32_t> parse_target(const std::string& operand) {
  static const std::regex in_parentheses("\\(([0-9a-f`]+)\\)$"), whole("^(0x)?([0-9a-f]+)$");
  std::smatch match;
  std::string digits;
  if (std::regex_search(operand, match, in_parentheses)) digits = match[1];
  if (std::regex_match(operand, match, whole)) digits = match[2];
  if (digits.empty()) return std::nullopt;
  const auto value = question::parse_number(digits, 16);
  if (!value) return std::nullopt;
  return static_cast<std::uint32_t>(*value);
}

bool is_register(std::string_view word) {
  static constexpr std::string_view kRegisters[] = {"eax", "ebx", "ecx", "edx", "esi", "edi", "ebp", "esp"};
  return std::find(std::begin(kRegisters), std::end(kRegisters), word) != std::end(kRegisters);
}

/// Adds a term of an address, "edi*4", "10h", "0x10".
void add_term(MemoryOperand& memory, std::string_view term, bool is_negative) {
  const std::size_t star = term.find('*');
  std::string_view word = question::trim(term.substr(0, star));
  std::string_view factor = star == std::string_view::npos ? "" : question::trim(term.substr(star + 1));
  if (is_register(factor)) std::swap(word, factor);  // lldb's "4*esi"
  if (is_register(word)) {
    const bool is_base = factor.empty() && memory.base.empty();
    (is_base ? memory.base : memory.index) = word;
    if (!factor.empty()) memory.scale = number(factor).value_or(1);
    return;
  }
  // WinDbg writes an absolute address as "module!name (00403004)".
  const auto value = question::parse_number(word, 16);
  const auto absolute = parse_target(std::string(term));
  const std::uint32_t amount = value ? static_cast<std::uint32_t>(*value) : absolute.value_or(0);
  memory.displacement += is_negative ? 0 - amount : amount;
}

}  // namespace

std::optional<Instruction> parse_instruction(std::uint32_t address, std::string_view text) {
  text = question::trim(text);
  if (text.empty()) return std::nullopt;
  Instruction instruction{.address = address, .mnemonic = {}, .operands = {}, .target = {}};
  static const std::regex shape("^((?:rep|repe|repne|lock) +)?([a-z0-9]+) *(.*)$");
  const std::string line = lower(std::string(text));
  std::smatch match;
  if (!std::regex_match(line, match, shape)) return std::nullopt;
  instruction.mnemonic =
      match[1].length() ? std::string(question::trim(match[1].str())) + " " + match[2].str() : match[2].str();
  instruction.operands = split_operands(match[3].str());
  const bool branches = instruction.is_call() || instruction.mnemonic.starts_with('j');
  if (branches && instruction.operands.size() == 1 && instruction.operands[0].find('[') == std::string::npos)
    instruction.target = parse_target(instruction.operands[0]);
  return instruction;
}

std::optional<MemoryOperand> parse_memory(std::string_view operand) {
  const std::size_t open = operand.find('['), close = operand.rfind(']');
  MemoryOperand memory;
  for (const auto& [word, size] :
       {std::pair<std::string_view, unsigned>{"byte", 1}, {"dword", 4}, {"qword", 8}})
    if (operand.starts_with(word)) memory.size = size;
  if (operand.starts_with("word")) memory.size = 2;
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
    // "dword ptr ds:[...]" has brackets everywhere but in absolute addresses: "dword ptr module!name
    // (00403004)".
    const auto absolute =
        operand.find("ptr") != std::string_view::npos ? parse_target(std::string(operand)) : std::nullopt;
    if (!absolute) return std::nullopt;
    memory.displacement = *absolute;
    return memory;
  }
  std::string_view inside = operand.substr(open + 1, close - open - 1);
  bool is_negative = false;
  while (!inside.empty()) {
    const std::size_t end = std::min(inside.find_first_of("+-"), inside.size());
    if (const auto term = question::trim(inside.substr(0, end)); !term.empty())
      add_term(memory, term, is_negative);
    if (end == inside.size()) break;
    is_negative = inside[end] == '-';
    inside.remove_prefix(end + 1);
  }
  return memory;
}

}  // namespace dumplab::solution
