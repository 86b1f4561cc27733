// SPDX-License-Identifier: MIT
// Every x87, MMX, SSE and SSE2 encoding on random states, natively and here.
#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "simulator/cpu/host_instruction.h"
#include "simulator/cpu/machine.h"
#include "x86/decoder.h"

namespace dumplab::cpu::testing {
namespace {

constexpr std::size_t kRegisters = 32, kXmm = 160;
constexpr unsigned kRounds = 60;

class Oracle {
 public:
  Oracle() { machine_.reg(x86::kEax) = kData; }

  bool available() const { return host_.available(); }

  /// Runs `bytes` on both sides.  False: not implemented here.
  bool run(const std::vector<std::uint8_t>& bytes, const x86::Instruction& instruction) {
    const std::string text = x86::format(instruction, 0);
    alignas(16) std::array<std::uint8_t, 32> memory{};
    for (std::size_t index = 0; index < memory.size(); index += 8) put(memory.data() + index, number());
    HostState host;
    host.before = state_of(instruction);
    host.data = reinterpret_cast<std::uintptr_t>(memory.data());
    host.ecx = static_cast<std::uint32_t>(random_());

    machine_.poke(kData, memory);
    machine_.poke(kCode, bytes);
    machine_.eip() = kCode;
    State& state = machine_.processor.state;
    state.fxsave = host.before;
    state.gpr[x86::kEax] = kData;
    state.gpr[x86::kEcx] = host.ecx;
    host.flags = 0x202 | (random_() & x86::kStatusFlags);
    state.eflags = static_cast<std::uint32_t>(host.flags);
    const Stop stop = machine_.processor.run(1);
    if (stop.fault.unimplemented != nullptr) return false;
    EXPECT_EQ(stop.kind, Stop::Kind::kBudget) << text;

    host_.run(bytes, host);
    const std::uint32_t changed = host.eax ^ static_cast<std::uint32_t>(host.data);
    const std::uint32_t seen = changed == 0 ? 0 : changed >> 16 == 0 ? 0xffff : 0xffffffff;
    EXPECT_EQ(state.gpr[x86::kEax] & seen, host.eax & seen) << text;
    EXPECT_EQ(state.gpr[x86::kEcx], host.ecx) << text;
    compare(text, instruction, state, host);
    for (unsigned index = 0; index < memory.size(); ++index) {
      EXPECT_EQ(machine_.peek(kData + index, 1), memory[index]) << text << " memory " << index;
    }
    return true;
  }

  std::mt19937_64 random_{20261122};
  unsigned exception_masks = 0x3f;

 private:
  static void put(std::uint8_t* to, std::uint64_t value) { std::memcpy(to, &value, sizeof value); }

  /// Eight bytes that are interesting as singles, doubles or integers.
  std::uint64_t number() {
    constexpr std::uint64_t kDoubles[] = {0,
                                          0x8000000000000000,
                                          0x3ff0000000000000,
                                          0x7ff0000000000000,
                                          0xfff0000000000000,
                                          0x7ff8000000000001,
                                          0x7ff0000000000001,
                                          1,
                                          0x000fffffffffffff,
                                          0x7fefffffffffffff,
                                          0x0010000000000000,
                                          0xc000000000000000};
    constexpr std::uint32_t kSingles[] = {0,          0x80000000, 0x3f800000, 0x7f800000,
                                          0xff800000, 0x7fc00001, 0x7f800001, 1,
                                          0x007fffff, 0x7f7fffff, 0x00800000, 0xc0000000};
    switch (random_() % 6) {
      case 0:
        return kDoubles[random_() % std::size(kDoubles)];
      case 1:
        return static_cast<std::uint64_t>(kSingles[random_() % std::size(kSingles)]) << 32 |
               kSingles[random_() % std::size(kSingles)];
      case 2: {
        const double value =
            std::ldexp(static_cast<double>(random_()), static_cast<int>(random_() % 80) - 90);
        std::uint64_t bits;
        std::memcpy(&bits, &value, sizeof bits);
        return bits;
      }
      case 3: {
        std::uint64_t bits = 0;
        for (int half = 0; half < 2; ++half) {
          const float value =
              std::ldexp(static_cast<float>(random_() >> 40), static_cast<int>(random_() % 60) - 40);
          std::uint32_t part;
          std::memcpy(&part, &value, sizeof part);
          bits = bits << 32 | part;
        }
        return bits;
      }
      case 4:
        return random_() % 100;
      default:
        return random_();
    }
  }

  void put_extended(std::uint8_t* to) {
    std::uint64_t significand = random_() | 1ull << 63;
    auto exponent = static_cast<std::uint16_t>(0x3fff + random_() % 70 - 8);
    switch (random_() % 12) {
      case 0:
        significand = 0;
        exponent = 0;
        break;
      case 1:
        significand = 1ull << 63;
        break;
      case 2:
        significand = 1ull << 63;
        exponent = 0x7fff;
        break;
      case 3:
        exponent = 0x7fff;
        break;
      case 4:
        exponent = static_cast<std::uint16_t>(random_() % 40);
        if (exponent == 0) significand >>= random_() % 60;
        break;
      case 5:
        exponent = static_cast<std::uint16_t>(0x7fd0 + random_() % 0x2f);
        break;
      case 6:
        significand = random_();
        exponent = static_cast<std::uint16_t>(random_());
        break;
      default:
        break;
    }
    exponent = static_cast<std::uint16_t>(exponent ^ (random_() & 1) << 15);
    put(to, significand);
    std::memcpy(to + 8, &exponent, sizeof exponent);
  }

  std::array<std::uint8_t, 512> state_of(const x86::Instruction& instruction) {
    std::array<std::uint8_t, 512> image = State::initial_fxsave();
    const auto control = static_cast<std::uint16_t>((random_() & 0x0c00) | exception_masks | 0x40 |
                                                    (random_() % 4 == 0 ? 0x200 : 0x300));
    const auto status = static_cast<std::uint16_t>(random_() & 0x7f00);
    std::memcpy(image.data(), &control, 2);
    std::memcpy(image.data() + 2, &status, 2);
    image[4] = static_cast<std::uint8_t>(random_() % 3 == 0 ? random_() : random_() % 2 == 0 ? 0xff : 0x0f);
    if (random_() % 2 == 0)
      image[4] = static_cast<std::uint8_t>(0x7f << (status >> 11 & 7) | 0x7f >> (8 - (status >> 11 & 7)));
    // Rounding, FZ and DAZ; some flags set already.
    const auto mxcsr =
        static_cast<std::uint32_t>(0x1f80 | (random_() & 0x603f) | (random_() % 8 == 0 ? 0x8040 : 0));
    std::memcpy(image.data() + 24, &mxcsr, 4);
    for (unsigned index = 0; index < 8; ++index) put_extended(image.data() + kRegisters + 16 * index);
    for (unsigned index = 0; index < 16; ++index) put(image.data() + kXmm + 8 * index, number());
    static_cast<void>(instruction);
    return image;
  }

  static bool is_approximate(ZydisMnemonic mnemonic) {
    return mnemonic == ZYDIS_MNEMONIC_RCPPS || mnemonic == ZYDIS_MNEMONIC_RCPSS ||
           mnemonic == ZYDIS_MNEMONIC_RSQRTPS || mnemonic == ZYDIS_MNEMONIC_RSQRTSS;
  }

  static bool is_transcendental(ZydisMnemonic mnemonic) {
    return mnemonic == ZYDIS_MNEMONIC_FSIN || mnemonic == ZYDIS_MNEMONIC_FCOS ||
           mnemonic == ZYDIS_MNEMONIC_FSINCOS || mnemonic == ZYDIS_MNEMONIC_FPTAN ||
           mnemonic == ZYDIS_MNEMONIC_FPATAN || mnemonic == ZYDIS_MNEMONIC_F2XM1 ||
           mnemonic == ZYDIS_MNEMONIC_FYL2X || mnemonic == ZYDIS_MNEMONIC_FYL2XP1;
  }

  /// The same 80-bit number but for one unit in the last place.
  static bool is_close(const std::uint8_t* first, const std::uint8_t* second) {
    std::uint64_t a, b;
    std::uint16_t s, t;
    std::memcpy(&a, first, 8);
    std::memcpy(&b, second, 8);
    std::memcpy(&s, first + 8, 2);
    std::memcpy(&t, second + 8, 2);
    if (s == t) return a - b + 1 <= 2;
    const bool carried =
        s == t + 1 ? a == 1ull << 63 && b == ~0ull : t == s + 1 && b == 1ull << 63 && a == ~0ull;
    return carried;
  }

  static bool is_near(const std::uint8_t* first, const std::uint8_t* second) {
    float a, b;
    std::memcpy(&a, first, 4);
    std::memcpy(&b, second, 4);
    if (std::memcmp(&a, &b, 4) == 0) return true;
    // Silicon may give a denormal where we flush.
    if (std::fabs(b) < 0x1p-126f) return a == 0;
    return std::fabs(a - b) <= 3.0f * 0x1p-12f * std::fabs(b);
  }

  void compare(const std::string& text, const x86::Instruction& instruction, const State& state,
               const HostState& host) {
    const ZydisMnemonic mnemonic = instruction.mnemonic();
    const auto word = [](const std::array<std::uint8_t, 512>& image, std::size_t at) {
      return static_cast<unsigned>(image[at] | image[at + 1] << 8);
    };
    const bool loose = is_transcendental(mnemonic);
    std::string context = text + " control " + std::to_string(word(host.before, 0));
    // C1 of a transcendental depends on the last place.
    const unsigned seen = loose ? 0xfdff : 0xffff;
    EXPECT_EQ(word(state.fxsave, 0), word(host.after, 0)) << context;
    EXPECT_EQ(word(state.fxsave, 2) & seen, word(host.after, 2) & seen) << context;
    EXPECT_EQ(state.fxsave[4], host.after[4]) << context;
    EXPECT_EQ(word(state.fxsave, 24), word(host.after, 24)) << context;
    for (unsigned index = 0; index < 8; ++index) {
      const std::uint8_t* const ours = state.fxsave.data() + kRegisters + 16 * index;
      const std::uint8_t* const theirs = host.after.data() + kRegisters + 16 * index;
      if (loose && is_close(ours, theirs)) continue;
      EXPECT_EQ(hex(ours, 10), hex(theirs, 10))
          << context << " st" << index << " from " << hex(host.before.data() + kRegisters, 10) << " "
          << hex(host.before.data() + kRegisters + 16, 10);
    }
    for (unsigned index = 0; index < 32; ++index) {
      const std::uint8_t* const ours = state.fxsave.data() + kXmm + 4 * index;
      const std::uint8_t* const theirs = host.after.data() + kXmm + 4 * index;
      if (is_approximate(mnemonic) && is_near(ours, theirs)) continue;
      EXPECT_EQ(hex(ours, 4), hex(theirs, 4)) << context << " xmm" << index / 4 << " lane " << index % 4;
    }
    const bool sets_flags = mnemonic == ZYDIS_MNEMONIC_COMISS || mnemonic == ZYDIS_MNEMONIC_COMISD ||
                            mnemonic == ZYDIS_MNEMONIC_UCOMISS || mnemonic == ZYDIS_MNEMONIC_UCOMISD ||
                            mnemonic == ZYDIS_MNEMONIC_FCOMI || mnemonic == ZYDIS_MNEMONIC_FCOMIP ||
                            mnemonic == ZYDIS_MNEMONIC_FUCOMI || mnemonic == ZYDIS_MNEMONIC_FUCOMIP;
    if (sets_flags && (exception_masks & 1) != 0) {
      EXPECT_EQ(state.eflags & x86::kStatusFlags, host.flags & x86::kStatusFlags) << context;
    }
  }

  static std::string hex(const std::uint8_t* bytes, unsigned count) {
    constexpr const char* kDigits = "0123456789abcdef";
    std::string text;
    for (unsigned index = count; index-- > 0;) {
      text += kDigits[bytes[index] >> 4];
      text += kDigits[bytes[index] & 15];
    }
    return text;
  }

  Machine machine_;
  HostInstruction host_;
};

/// Loads and stores of whole environments have addresses in them; FISTTP is SSE3; the 287's are no-ops.
bool is_compared_x87(const x86::Instruction& instruction) {
  switch (instruction.mnemonic()) {
    case ZYDIS_MNEMONIC_FLDENV:
    case ZYDIS_MNEMONIC_FNSTENV:
    case ZYDIS_MNEMONIC_FRSTOR:
    case ZYDIS_MNEMONIC_FNSAVE:
    case ZYDIS_MNEMONIC_FISTTP:
      return false;
    case ZYDIS_MNEMONIC_FLDCW:  // may unmask what is pending
      return false;
    default:
      return true;
  }
}

void run_x87(unsigned masks) {
  Oracle oracle;
  if (!oracle.available()) GTEST_SKIP() << "no executable memory on this host";
  oracle.exception_masks = masks;
  unsigned encodings = 0;
  for (unsigned opcode = 0xd8; opcode <= 0xdf; ++opcode) {
    for (unsigned modrm = 0; modrm < 256; modrm = modrm < 0x38    ? modrm + 8
                                                  : modrm == 0x38 ? 0xc0
                                                                  : modrm + 1) {
      const std::vector<std::uint8_t> bytes = {static_cast<std::uint8_t>(opcode),
                                               static_cast<std::uint8_t>(modrm)};
      const std::optional<x86::Instruction> instruction = x86::decode(bytes);
      if (!instruction || !is_compared_x87(*instruction)) continue;
      ++encodings;
      for (unsigned round = 0; round < kRounds; ++round) {
        EXPECT_TRUE(oracle.run(bytes, *instruction)) << x86::format(*instruction, 0);
      }
    }
  }
  EXPECT_GT(encodings, 300u);
}

TEST(FloatOracle, x87_agrees_with_the_host_with_exceptions_masked) { run_x87(0x3f); }
TEST(FloatOracle, x87_agrees_with_the_host_with_exceptions_unmasked) { run_x87(0x00); }

TEST(FloatOracle, vectors_agree_with_the_host) {
  Oracle oracle;
  if (!oracle.available()) GTEST_SKIP() << "no executable memory on this host";
  unsigned encodings = 0;
  for (const int prefix : {0, 0x66, 0xf2, 0xf3}) {
    for (unsigned opcode = 0x10; opcode < 0x100; ++opcode) {
      if (opcode == 0xae || opcode == 0xf7) continue;  // FXSAVE and so on; MASKMOV has an address of its own
      for (unsigned reg = 0; reg < 8; ++reg) {
        for (const unsigned rest : {0x00u, 0xc1u}) {
          if (rest == 0 && reg == 0) continue;  // [eax] and EAX
          std::vector<std::uint8_t> bytes;
          if (prefix != 0) bytes.push_back(static_cast<std::uint8_t>(prefix));
          bytes.insert(bytes.end(), {0x0f, static_cast<std::uint8_t>(opcode),
                                     static_cast<std::uint8_t>(rest | reg << 3), 0});
          const std::optional<x86::Instruction> instruction = x86::decode(bytes);
          if (!instruction) continue;
          const ZydisInstructionCategory category = instruction->raw.meta.category;
          const bool is_vector = category == ZYDIS_CATEGORY_MMX || category == ZYDIS_CATEGORY_SSE ||
                                 category == ZYDIS_CATEGORY_DATAXFER ||
                                 category == ZYDIS_CATEGORY_LOGICAL_FP ||
                                 category == ZYDIS_CATEGORY_CONVERT || category == ZYDIS_CATEGORY_LOGICAL;
          if (!is_vector || opcode == 0x20 || opcode == 0x22 || opcode < 0x10) continue;
          if (instruction->raw.meta.isa_set == ZYDIS_ISA_SET_I86 ||
              instruction->raw.meta.isa_set == ZYDIS_ISA_SET_I386 ||
              instruction->raw.meta.isa_set == ZYDIS_ISA_SET_I486REAL || instruction->operand_count() < 2)
            continue;
          // ESP and EBP are the host's; the stub keeps EBX.
          const ZydisDecodedOperand& to = instruction->operand(0);
          if (to.type == ZYDIS_OPERAND_TYPE_REGISTER &&
              ZydisRegisterGetClass(to.reg.value) == ZYDIS_REGCLASS_GPR32 &&
              to.reg.value > ZYDIS_REGISTER_ECX)
            continue;
          const ZydisDecodedOperand& from = instruction->operand(1);
          if (from.type == ZYDIS_OPERAND_TYPE_REGISTER &&
              ZydisRegisterGetClass(from.reg.value) == ZYDIS_REGCLASS_GPR32 &&
              from.reg.value != ZYDIS_REGISTER_ECX)
            continue;
          bytes.resize(instruction->length());
          bool there = true;
          for (unsigned round = 0; there && round < kRounds; ++round) {
            const bool immediate = instruction->raw.raw.imm[0].size != 0;
            if (immediate)
              bytes.back() = static_cast<std::uint8_t>(oracle.random_() % (round % 2 == 0 ? 20 : 256));
            if (immediate && opcode == 0xc2) bytes.back() &= 7;
            there = oracle.run(bytes, *instruction);
          }
          if (there) ++encodings;
        }
      }
    }
  }
  EXPECT_GT(encodings, 2000u);
}

}  // namespace
}  // namespace dumplab::cpu::testing
