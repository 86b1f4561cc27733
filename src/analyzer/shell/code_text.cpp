// SPDX-License-Identifier: MIT
#include "shell/code_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace dumplab::shell {
namespace {

constexpr std::size_t kBytesColumn = 16;  // characters
constexpr std::size_t kMnemonicColumn = 8;

std::string hex_bytes(std::span<const std::uint8_t> bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

std::optional<std::uint64_t> register_value(ZydisRegister reg, const Context& context) {
  if (reg == ZYDIS_REGISTER_NONE) return 0;
  return find_register(context, ZydisRegisterGetString(reg));
}

}  // namespace

CodeText::CodeText(const Target& target)
    : target_(target), disassembler_(target.is_64_bit(), [&target](std::uint64_t address) {
        return target.symbols().describe(target.mask(address));
      }) {}

std::vector<std::uint8_t> CodeText::bytes_at(std::uint64_t address, std::size_t size) const {
  std::vector<std::uint8_t> bytes(size);
  bytes.resize(target_.memory().read({address}, std::as_writable_bytes(std::span(bytes))));
  return bytes;
}

std::optional<x86::Disassembled> CodeText::read(std::uint64_t address) const {
  return disassembler_.read(bytes_at(address, x86::kMaxInstructionLength), address);
}

unsigned CodeText::add_line(std::uint64_t address, document::Listing& out) const {
  const auto bytes = bytes_at(address, x86::kMaxInstructionLength);
  const auto code = disassembler_.read(bytes, address);
  const unsigned length = code ? code->instruction.length() : bytes.empty() ? 0 : 1;
  const std::string text_bytes = length ? hex_bytes(std::span(bytes).first(length)) : "??";
  const std::string mnemonic = code ? code->mnemonic : "???";
  const std::string operands = code ? code->operands : "";
  std::string text = fmt::format("{} {:<{}}{:<{}}{}", target_.text(address), text_bytes, kBytesColumn,
                                 mnemonic, operands.empty() ? 0 : kMnemonicColumn, operands);
  if (mnemonic.size() >= kMnemonicColumn && !operands.empty())
    text = fmt::format("{} {:<{}}{} {}", target_.text(address), text_bytes, kBytesColumn, mnemonic, operands);
  out.add(std::move(text))
      .address("address", address)
      .with("bytes", length ? text_bytes : "")
      .with("mnemonic", mnemonic)
      .with("operands", operands);
  return std::max(length, 1u);
}

void CodeText::add_label(std::uint64_t address, document::Listing& out) const {
  const std::string name = target_.symbols().describe(address);
  if (!name.empty()) out.add(name + ":").with("label", name);
}

std::optional<std::uint64_t> effective_address(const x86::Disassembled& code, unsigned operand,
                                               const Context& context, std::uint64_t address) {
  const ZydisDecodedOperand& o = code.instruction.operands[operand];
  if (o.type != ZYDIS_OPERAND_TYPE_MEMORY) return std::nullopt;
  std::optional<std::uint64_t> base;
  if (o.mem.base == ZYDIS_REGISTER_RIP)
    base = address + code.instruction.length();
  else
    base = register_value(o.mem.base, context);
  const auto index = register_value(o.mem.index, context);
  if (!base || !index) return std::nullopt;
  std::uint64_t linear = *base + *index * o.mem.scale + static_cast<std::uint64_t>(o.mem.disp.value);
  return code.instruction.raw.machine_mode == ZYDIS_MACHINE_MODE_LONG_64 ? linear : linear & 0xffffffff;
}

std::string CodeText::operand_note(const x86::Disassembled& code, const Context& context) const {
  const auto registers = pointers_of(context);
  if (!registers) return {};
  const auto flags = find_register(context, "efl");
  const auto counter = find_register(context, target_.is_64_bit() ? "rcx" : "ecx");
  if (const auto taken = x86::would_branch(code.instruction, static_cast<std::uint32_t>(flags.value_or(0)),
                                           counter.value_or(0)))
    return *taken ? " [br=1]" : " [br=0]";
  if (code.instruction.mnemonic() == ZYDIS_MNEMONIC_LEA || code.instruction.mnemonic() == ZYDIS_MNEMONIC_NOP)
    return {};
  for (unsigned i = 0; i < code.instruction.operand_count(); ++i) {
    const ZydisDecodedOperand& o = code.instruction.operands[i];
    auto address = effective_address(code, i, context, registers->ip);
    if (!address) continue;
    const std::string segment = ZydisRegisterGetString(o.mem.segment);
    // FS and GS have a base of their own: the TEB.
    const bool has_base = segment == "fs" || segment == "gs";
    std::uint64_t linear = *address;
    const unsigned size = std::min<unsigned>(o.size / 8, 8);
    if (has_base) continue;
    const auto value = size ? target_.read_number(linear, size) : std::nullopt;
    const std::string digits = value ? fmt::format("{:0{}x}", *value, size * 2) : std::string(size * 2, '?');
    if (target_.is_64_bit()) return fmt::format(" {}:{}={}", segment, target_.text(linear), digits);
    const auto selector = find_register(context, segment);
    return fmt::format(" {}:{:04x}:{}={}", segment, selector.value_or(0), target_.text(linear), digits);
  }
  return {};
}

std::vector<std::uint64_t> CodeText::instructions_before(std::uint64_t end, std::size_t count) const {
  const auto read_from = [&](std::uint64_t start) {
    std::vector<std::uint64_t> found;
    for (std::uint64_t at = start; at < end;) {
      const auto code = read(at);
      if (!code) return std::vector<std::uint64_t>();
      found.push_back(at);
      at += code->instruction.length();
      if (at > end) return std::vector<std::uint64_t>();
    }
    return found;
  };
  constexpr std::uint64_t kFarthest = 1 << 16;
  // From a known start there is one reading only.
  const auto* module = end ? target_.modules().find(end - 1) : nullptr;
  if (module && module->symbols) {
    const std::uint64_t base = module->module->BaseOfImage;
    const auto function = module->symbols->find_function(static_cast<std::uint32_t>(end - 1 - base));
    if (function && end - base - function->rva <= kFarthest) {
      auto found = read_from(base + function->rva);
      if (found.size() >= count) return {found.end() - static_cast<std::ptrdiff_t>(count), found.end()};
      if (!found.empty()) return found;
    }
  }
  // Readings that start at wrong bytes soon fall into step with the right one: the border that most of them
  // share is chosen, again and again.
  std::vector<std::uint64_t> chosen;
  std::uint64_t border = end;
  while (chosen.size() < count) {
    std::map<std::uint64_t, int> votes;
    for (std::uint64_t back = 1; back <= 48 && back <= border; ++back) {
      std::uint64_t at = border - back, last = 0;
      while (at < border) {
        const auto code = read(at);
        if (!code) break;
        last = at;
        at += code->instruction.length();
      }
      if (at == border) ++votes[last];
    }
    if (votes.empty()) break;
    const auto best = std::ranges::max_element(votes, {}, [](const auto& v) { return v.second; });
    border = best->first;
    chosen.insert(chosen.begin(), border);
  }
  return chosen;
}

}  // namespace dumplab::shell
