// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "question/answer_codec.h"
#include "question/answer_text.h"

namespace dumplab::question {
namespace {

Result<std::string> read_number(const AnswerType& type, std::string_view text, int digits) {
  DUMPLAB_TRY(const std::uint64_t value, parse_number(text, type.is_decimal ? 10 : 16));
  if (digits < 16 && value >> 4 * digits != 0)
    return misspelt(0, fmt::format("more than {} bits", 4 * digits));
  return fmt::format("{:0{}x}", value, digits);
}

std::string describe_number(const AnswerType& type, std::string_view what, std::string_view hex_example,
                            std::string_view decimal_example) {
  return type.is_decimal
             ? fmt::format("{}, decimal unless written with 0x, for example {}", what, decimal_example)
             : fmt::format("hexadecimal {}, for example {}", what, hex_example);
}

}  // namespace

Result<std::string> read_addr(const AnswerType& type, std::string_view text, const Resolver&) {
  return read_number(type, text, 8);
}
std::string describe_addr(const AnswerType& type) {
  return describe_number(type, "address", "0x12ffc0", "1245120");
}

Result<std::string> read_dword(const AnswerType& type, std::string_view text, const Resolver&) {
  return read_number(type, text, 8);
}
std::string describe_dword(const AnswerType& type) {
  return describe_number(type, "number of 32 bits", "0xc0000005", "4096");
}

Result<std::string> read_word(const AnswerType& type, std::string_view text, const Resolver&) {
  return read_number(type, text, 4);
}
std::string describe_word(const AnswerType& type) {
  return describe_number(type, "number of 16 bits", "0x5a4d", "443");
}

Result<std::string> read_byte(const AnswerType& type, std::string_view text, const Resolver&) {
  return read_number(type, text, 2);
}
std::string describe_byte(const AnswerType& type) {
  return describe_number(type, "number of 8 bits", "0xcc", "204");
}

Result<std::string> read_witness(const AnswerType& type, std::string_view text, const Resolver&) {
  return read_number(type, text, 16);
}
std::string describe_witness(const AnswerType& type) {
  return describe_number(type, "number of 64 bits", "0x1122334455667788", "");
}

}  // namespace dumplab::question
