// SPDX-License-Identifier: MIT
#include "shell/scope.h"

#include <string_view>

#include "base/text.h"

namespace dumplab::shell {
namespace {

struct Row32 {
  std::string_view name;
  std::uint32_t ContextX86::*field;
};
constexpr Row32 kRegisters32[] = {
    {"eax", &ContextX86::Eax},    {"ebx", &ContextX86::Ebx},  {"ecx", &ContextX86::Ecx},
    {"edx", &ContextX86::Edx},    {"esi", &ContextX86::Esi},  {"edi", &ContextX86::Edi},
    {"eip", &ContextX86::Eip},    {"esp", &ContextX86::Esp},  {"ebp", &ContextX86::Ebp},
    {"efl", &ContextX86::EFlags}, {"cs", &ContextX86::SegCs}, {"ss", &ContextX86::SegSs},
    {"ds", &ContextX86::SegDs},   {"es", &ContextX86::SegEs}, {"fs", &ContextX86::SegFs},
    {"gs", &ContextX86::SegGs},   {"dr0", &ContextX86::Dr0},  {"dr1", &ContextX86::Dr1},
    {"dr2", &ContextX86::Dr2},    {"dr3", &ContextX86::Dr3},  {"dr6", &ContextX86::Dr6},
    {"dr7", &ContextX86::Dr7},
};

struct Row64 {
  std::string_view name, half;  ///< 64 and 32 bits
  std::uint64_t ContextAmd64::*field;
};
constexpr Row64 kRegisters64[] = {
    {"rax", "eax", &ContextAmd64::Rax},  {"rbx", "ebx", &ContextAmd64::Rbx},
    {"rcx", "ecx", &ContextAmd64::Rcx},  {"rdx", "edx", &ContextAmd64::Rdx},
    {"rsi", "esi", &ContextAmd64::Rsi},  {"rdi", "edi", &ContextAmd64::Rdi},
    {"rip", "eip", &ContextAmd64::Rip},  {"rsp", "esp", &ContextAmd64::Rsp},
    {"rbp", "ebp", &ContextAmd64::Rbp},  {"r8", "r8d", &ContextAmd64::R8},
    {"r9", "r9d", &ContextAmd64::R9},    {"r10", "r10d", &ContextAmd64::R10},
    {"r11", "r11d", &ContextAmd64::R11}, {"r12", "r12d", &ContextAmd64::R12},
    {"r13", "r13d", &ContextAmd64::R13}, {"r14", "r14d", &ContextAmd64::R14},
    {"r15", "r15d", &ContextAmd64::R15},
};

std::optional<std::uint64_t> find_whole(const ContextX86& context, std::string_view name) {
  for (const Row32& row : kRegisters32)
    if (row.name == name) return context.*row.field;
  return std::nullopt;
}

std::optional<std::uint64_t> find_whole(const ContextAmd64& context, std::string_view name) {
  for (const Row64& row : kRegisters64) {
    if (row.name == name) return context.*row.field;
    if (row.half == name) return context.*row.field & 0xffffffff;
  }
  struct Segment {
    std::string_view name;
    std::uint16_t ContextAmd64::*field;
  };
  constexpr Segment kSegments[] = {{"cs", &ContextAmd64::SegCs}, {"ss", &ContextAmd64::SegSs},
                                   {"ds", &ContextAmd64::SegDs}, {"es", &ContextAmd64::SegEs},
                                   {"fs", &ContextAmd64::SegFs}, {"gs", &ContextAmd64::SegGs}};
  for (const Segment& row : kSegments)
    if (row.name == name) return context.*row.field;
  return name == "efl" ? std::optional<std::uint64_t>(context.EFlags) : std::nullopt;
}

/// "ax", "al", "ah", "bp": part of a register of 32 bits.
template <typename AnyContext>
std::optional<std::uint64_t> find_part(const AnyContext& context, std::string_view name) {
  if (name.size() != 2) return std::nullopt;
  const std::string four_letters = "abcd";
  const char first = name[0], second = name[1];
  const bool is_general = four_letters.find(first) != std::string::npos;
  if (is_general && (second == 'l' || second == 'h')) {
    const auto whole = find_whole(context, std::string("e") + first + 'x');
    return whole ? std::optional((second == 'h' ? *whole >> 8 : *whole) & 0xff) : std::nullopt;
  }
  const auto whole = find_whole(context, "e" + std::string(name));
  return whole ? std::optional(*whole & 0xffff) : std::nullopt;
}

}  // namespace

std::optional<std::uint64_t> find_register(const Context& context, std::string_view any_case) {
  const std::string name = lower(std::string(any_case));
  const auto find = [&](const auto& registers) -> std::optional<std::uint64_t> {
    if (const auto whole = find_whole(registers, name)) return whole;
    return find_part(registers, name);
  };
  if (const auto* x86 = std::get_if<ContextX86>(&context)) return find(*x86);
  if (const auto* amd64 = std::get_if<ContextAmd64>(&context)) return find(*amd64);
  return std::nullopt;
}

}  // namespace dumplab::shell
