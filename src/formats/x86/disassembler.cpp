// SPDX-License-Identifier: MIT
#include "x86/disassembler.h"

#include <fmt/format.h>

#include <algorithm>

#include "x86/flags.h"

namespace dumplab::x86 {
namespace {

/// What the hook that writes addresses is given.
struct AddressWriter {
  bool is_64_bit;
  const std::function<std::string(std::uint64_t)>* name_of;
};

std::string address_text(std::uint64_t address, bool is_64_bit) {
  return is_64_bit ? fmt::format("{:08x}`{:08x}", address >> 32, address & 0xffffffff)
                   : fmt::format("{:08x}", address);
}

ZyanStatus write_address(const ZydisFormatter*, ZydisFormatterBuffer* buffer,
                         ZydisFormatterContext* context) {
  const auto* writer = static_cast<const AddressWriter*>(context->user_data);
  ZyanU64 address = 0;
  ZYAN_CHECK(
      ZydisCalcAbsoluteAddress(context->instruction, context->operand, context->runtime_address, &address));
  const std::string name = (*writer->name_of)(address);
  std::string text = address_text(address, writer->is_64_bit);
  if (!name.empty()) text = name + " (" + text + ")";
  ZyanString* out = nullptr;
  ZYAN_CHECK(ZydisFormatterBufferGetString(buffer, &out));
  ZyanStringView view;
  ZYAN_CHECK(ZyanStringViewInsideBufferEx(&view, text.data(), text.size()));
  return ZyanStringAppend(out, &view);
}

ZydisFormatter make_formatter(bool with_sizes) {
  ZydisFormatter formatter;
  ZydisFormatterInit(&formatter, ZYDIS_FORMATTER_STYLE_INTEL_MASM);
  ZydisFormatterSetProperty(&formatter, ZYDIS_FORMATTER_PROP_FORCE_SIZE, with_sizes);
  ZydisFormatterSetProperty(&formatter, ZYDIS_FORMATTER_PROP_IMM_SIGNEDNESS, ZYDIS_SIGNEDNESS_UNSIGNED);
  // The library takes functions as pointers to data, and gives back the one that it had.
  auto hook = reinterpret_cast<const void*>(&write_address);
  ZydisFormatterSetHook(&formatter, ZYDIS_FORMATTER_FUNC_PRINT_ADDRESS_ABS, &hook);
  return formatter;
}

bool is_hex_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}
bool is_word(char c) {
  return is_hex_digit(c) || (c >= 'g' && c <= 'z') || (c >= 'G' && c <= 'Z') || c == '_';
}

/// "1h" is written "1".
std::string shorten_digits(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_one_digit = text[i] >= '0' && text[i] <= '9' && i + 1 < text.size() && text[i + 1] == 'h' &&
                              (i == 0 || !is_word(text[i - 1])) &&
                              (i + 2 == text.size() || !is_word(text[i + 2]));
    out += text[i];
    if (is_one_digit) ++i;
  }
  return out;
}

/// Microsoft's word for a condition where Zydis prefers another.
std::string mnemonic_of(const Instruction& instruction) {
  struct Condition {
    std::string_view zydis, microsoft;
  };
  constexpr Condition kConditions[] = {{"z", "e"},   {"nz", "ne"}, {"nb", "ae"},
                                       {"nbe", "a"}, {"nl", "ge"}, {"nle", "g"}};
  std::string_view text = mnemonic_text(instruction.mnemonic());
  if (instruction.mnemonic() == ZYDIS_MNEMONIC_INT3) return "int";
  for (const std::string_view stem : {"cmov", "set", "j"})
    if (text.starts_with(stem))
      for (const Condition& condition : kConditions)
        if (text.substr(stem.size()) == condition.zydis)
          return std::string(stem) + std::string(condition.microsoft);
  return std::string(text);
}

}  // namespace

struct Disassembler::Formatters {
  ZydisDecoder decoder;
  ZydisFormatter with_sizes = make_formatter(true), plain = make_formatter(false);
};

Disassembler::Disassembler(bool is_64_bit, std::function<std::string(std::uint64_t)> name_of)
    : is_64_bit_(is_64_bit), name_of_(std::move(name_of)), formatters_(std::make_unique<Formatters>()) {
  ZydisDecoderInit(&formatters_->decoder,
                   is_64_bit ? ZYDIS_MACHINE_MODE_LONG_64 : ZYDIS_MACHINE_MODE_LEGACY_32,
                   is_64_bit ? ZYDIS_STACK_WIDTH_64 : ZYDIS_STACK_WIDTH_32);
}

Disassembler::~Disassembler() = default;

std::optional<Disassembled> Disassembler::read(std::span<const std::uint8_t> bytes,
                                               std::uint64_t address) const {
  Disassembled result;
  Instruction& instruction = result.instruction;
  const std::size_t size = std::min(bytes.size(), kMaxInstructionLength);
  if (size == 0 || !ZYAN_SUCCESS(ZydisDecoderDecodeFull(&formatters_->decoder, bytes.data(), size,
                                                        &instruction.raw, instruction.operands.data())))
    return std::nullopt;
  const auto prefix = [&](ZyanU64 attribute, const char* word) {
    if (instruction.raw.attributes & attribute) result.mnemonic += word;
  };
  prefix(ZYDIS_ATTRIB_HAS_LOCK, "lock ");
  prefix(ZYDIS_ATTRIB_HAS_REP, "rep ");
  prefix(ZYDIS_ATTRIB_HAS_REPE, "repe ");
  prefix(ZYDIS_ATTRIB_HAS_REPNE, "repne ");
  result.mnemonic += mnemonic_of(instruction);
  // LEA reads no memory: it has no size.
  const ZydisFormatter& formatter =
      instruction.mnemonic() == ZYDIS_MNEMONIC_LEA ? formatters_->plain : formatters_->with_sizes;
  AddressWriter writer{is_64_bit_, &name_of_};
  for (unsigned i = 0; i < instruction.operand_count(); ++i) {
    char text[512];
    if (!ZYAN_SUCCESS(ZydisFormatterFormatOperand(&formatter, &instruction.raw, &instruction.operands[i],
                                                  text, sizeof text, address, &writer)))
      return std::nullopt;
    if (i) result.operands += ',';
    // A name from a dump's symbols may hold digits too: only numbers of our own are shortened.
    const bool is_named = std::string_view(text).find('!') != std::string_view::npos;
    result.operands += is_named ? std::string(text) : shorten_digits(text);
  }
  if (instruction.mnemonic() == ZYDIS_MNEMONIC_INT3) result.operands = "3";
  return result;
}

std::optional<bool> would_branch(const Instruction& instruction, std::uint32_t eflags,
                                 std::uint64_t counter) {
  const bool carry = eflags & kCarry, zero = eflags & kZero, sign = eflags & kSign,
             overflow = eflags & kOverflow, parity = eflags & kParity;
  switch (instruction.mnemonic()) {
    case ZYDIS_MNEMONIC_JO:
      return overflow;
    case ZYDIS_MNEMONIC_JNO:
      return !overflow;
    case ZYDIS_MNEMONIC_JB:
      return carry;
    case ZYDIS_MNEMONIC_JNB:
      return !carry;
    case ZYDIS_MNEMONIC_JZ:
      return zero;
    case ZYDIS_MNEMONIC_JNZ:
      return !zero;
    case ZYDIS_MNEMONIC_JBE:
      return carry || zero;
    case ZYDIS_MNEMONIC_JNBE:
      return !carry && !zero;
    case ZYDIS_MNEMONIC_JS:
      return sign;
    case ZYDIS_MNEMONIC_JNS:
      return !sign;
    case ZYDIS_MNEMONIC_JP:
      return parity;
    case ZYDIS_MNEMONIC_JNP:
      return !parity;
    case ZYDIS_MNEMONIC_JL:
      return sign != overflow;
    case ZYDIS_MNEMONIC_JNL:
      return sign == overflow;
    case ZYDIS_MNEMONIC_JLE:
      return zero || sign != overflow;
    case ZYDIS_MNEMONIC_JNLE:
      return !zero && sign == overflow;
    case ZYDIS_MNEMONIC_JCXZ:
      return (counter & 0xffff) == 0;
    case ZYDIS_MNEMONIC_JECXZ:
      return (counter & 0xffffffff) == 0;
    case ZYDIS_MNEMONIC_JRCXZ:
      return counter == 0;
    case ZYDIS_MNEMONIC_LOOP:
      return counter != 1;
    case ZYDIS_MNEMONIC_LOOPE:
      return counter != 1 && zero;
    case ZYDIS_MNEMONIC_LOOPNE:
      return counter != 1 && !zero;
    default:
      return std::nullopt;
  }
}

}  // namespace dumplab::x86
