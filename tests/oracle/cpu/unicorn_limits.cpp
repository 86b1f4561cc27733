// SPDX-License-Identifier: MIT
#include "oracle/cpu/unicorn_limits.h"

#include <algorithm>

#include "oracle/cpu/compare.h"
#include "x86/flags.h"

namespace dumplab::oracle {
namespace {

using Decoded = ZydisDecodedInstruction;

bool has_repeat_prefix(const Decoded& raw) {
  return std::any_of(raw.raw.prefixes, raw.raw.prefixes + raw.raw.prefix_count,
                     [](const auto& prefix) { return prefix.value == 0xf2 || prefix.value == 0xf3; });
}

bool has(const Decoded& raw, std::uint64_t attributes) { return (raw.attributes & attributes) != 0; }

struct Limit {
  const char* what;
  bool (*applies)(const Decoded& raw);
};

constexpr Limit kLimits[] = {
    {"it runs at CPL 0", [](const Decoded& raw) { return has(raw, ZYDIS_ATTRIB_IS_PRIVILEGED); }},
    {"FS has no base", [](const Decoded& raw) { return has(raw, ZYDIS_ATTRIB_HAS_SEGMENT_FS); }},
    {"a write through CS is not refused",
     [](const Decoded& raw) { return has(raw, ZYDIS_ATTRIB_HAS_SEGMENT_CS); }},
    {"repeated CMPS and SCAS",
     [](const Decoded& raw) { return has(raw, ZYDIS_ATTRIB_HAS_REPE | ZYDIS_ATTRIB_HAS_REPNE); }},
    {"a 16-bit branch kills it",
     [](const Decoded& raw) {
       return raw.meta.branch_type != ZYDIS_BRANCH_TYPE_NONE && raw.operand_width == 16;
     }},
    {"a repeat prefix makes LZCNT of BSR",
     [](const Decoded& raw) {
       return (raw.mnemonic == ZYDIS_MNEMONIC_BSF || raw.mnemonic == ZYDIS_MNEMONIC_BSR) &&
              has_repeat_prefix(raw);
     }},
    {"LOCK NEG",
     [](const Decoded& raw) {
       return raw.mnemonic == ZYDIS_MNEMONIC_NEG && has(raw, ZYDIS_ATTRIB_HAS_LOCK);
     }},
    {"RET n",
     [](const Decoded& raw) { return raw.mnemonic == ZYDIS_MNEMONIC_RET && raw.raw.imm[0].size != 0; }},
    {"16-bit ENTER",
     [](const Decoded& raw) { return raw.mnemonic == ZYDIS_MNEMONIC_ENTER && raw.operand_width == 16; }},
};

}  // namespace

bool is_unicorn_right(const OracleCase& test) {
  if (test.uses_float || (test.eflags & x86::kTrap) != 0) return false;
  const std::vector<x86::Instruction> instructions = instructions_of(test);
  return !instructions.empty() &&
         std::none_of(std::begin(kLimits), std::end(kLimits),
                      [&](const Limit& limit) { return limit.applies(instructions.front().raw); });
}

}  // namespace dumplab::oracle
