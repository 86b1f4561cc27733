// SPDX-License-Identifier: MIT
#include "symbols/frame_program.h"

#include <gtest/gtest.h>

#include <map>

#include "formats/image/frame_programs.h"
#include "support/bytes.h"
#include "support/traced_run.h"

namespace dumplab::symbols {
namespace {

using test::Bytes;
constexpr std::uint32_t kStack = 0x12f000;

/// Words of memory at kStack.
class Words : public MemorySource {
 public:
  explicit Words(std::vector<std::uint32_t> words) : words_(std::move(words)) {}
  std::span<const AddressRange> ranges() const override { return {}; }
  std::size_t read(LinearAddress address, std::span<std::byte> out) const override {
    const std::uint64_t index = (address.value - kStack) / 4;
    if (address.value < kStack || index >= words_.size() || out.size() != 4) return 0;
    for (std::size_t i = 0; i < 4; ++i) out[i] = std::byte(words_[index] >> 8 * i & 0xff);
    return 4;
  }

 private:
  std::vector<std::uint32_t> words_;
};

FrameProgramInputs inputs_at(std::uint32_t esp, std::uint32_t ebp) {
  FrameProgramInputs inputs;
  inputs.registers = {0x401000, esp, ebp, 0xb, 0x51, 0xd1};
  inputs.ra_search = esp;
  return inputs;
}

TEST(FrameProgram, unwinds_a_frame_without_frame_pointer) {
  FrameData row;
  row.locals_size = 4;
  row.saved_registers_size = 4;
  const auto inputs = frame_program_inputs(row, {0x401000, kStack, 0xeb, 0xb, 0x51, 0xd1}, 4);
  ASSERT_TRUE(inputs);
  EXPECT_EQ(inputs->ra_search, kStack + 12);
  const Words memory({0xa49 /* argument of the callee */, 0x10ca1, 0x5151 /* esi */, 0x402000});
  const auto run =
      run_frame_program("$T0 .raSearch = $eip $T0 ^ = $esp $T0 4 + = $esi $T0 4 - ^ =", *inputs, memory);
  ASSERT_TRUE(run) << run.error().what;
  const FrameRegisters caller = caller_of(inputs->registers, *run);
  EXPECT_EQ(caller.eip, 0x402000u);
  EXPECT_EQ(caller.esp, kStack + 16);
  EXPECT_EQ(caller.esi, 0x5151u);
  EXPECT_EQ(caller.ebp, 0xebu);
  ASSERT_EQ(run->reads.size(), 2u);
  EXPECT_EQ(run->reads[0].address, kStack + 12);
  EXPECT_EQ(run->reads[0].value, 0x402000u);
  EXPECT_EQ(run->reads[0].token, 5u);
}

TEST(FrameProgram, unwinds_an_aligned_frame) {
  // EBP = stack + 0x28: the saved EBP there, the return address above. $T0 = (EBP + 4 - 16) aligned to 8 =
  // stack + 0x18, so EBX is at stack + 0x24, 8 below the return address.
  std::vector<std::uint32_t> words(16);
  words[0x28 / 4] = 0xebb0;
  words[0x2c / 4] = 0x402000;
  words[0x24 / 4] = 0xb00b;
  const auto run = run_frame_program(
      "$T1 $ebp 4 + = $T0 $T1 16 - 8 @ = $eip $T1 ^ = $esp $T1 4 + = $ebp $T1 4 - ^ = $ebx $T1 8 - ^ =",
      inputs_at(kStack, kStack + 0x28), Words(words));
  ASSERT_TRUE(run) << run.error().what;
  EXPECT_EQ(run->assignments[1].variable, "$T0");
  EXPECT_EQ(run->assignments[1].value, kStack + 0x18);
  const FrameRegisters caller = caller_of({}, *run);
  EXPECT_EQ(caller.eip, 0x402000u);
  EXPECT_EQ(caller.esp, kStack + 0x30);
  EXPECT_EQ(caller.ebp, 0xebb0u);
  EXPECT_EQ(caller.ebx, 0xb00bu);
}

TEST(FrameProgram, stands_in_for_fpo_rows) {
  // Stack words: two locals, then saved ESI, EDI and EBP (12 bytes), then the return address: locals lie
  // above the saved registers in the formula.
  FrameData row;
  row.locals_size = 8;
  row.saved_registers_size = 12;
  const Words memory({1, 0xebb0, 2, 3, 4, 0x402000});
  const auto inputs = frame_program_inputs(row, {0x401000, kStack, 0xeb, {}, {}, {}}, 0).value();
  const auto saved = run_frame_program(fpo_program(true), inputs, memory);
  ASSERT_TRUE(saved) << saved.error().what;
  EXPECT_EQ(caller_of(inputs.registers, *saved).ebp, 0xebb0u);  // ESP + 12 - 8
  EXPECT_EQ(caller_of(inputs.registers, *saved).eip, 0x402000u);
  EXPECT_EQ(caller_of(inputs.registers, *saved).esp, kStack + 24);
  const auto kept = run_frame_program(fpo_program(false), inputs, memory);
  ASSERT_TRUE(kept);
  EXPECT_EQ(caller_of(inputs.registers, *kept).ebp, 0xebu);
}

TEST(FrameRules, unwind_a_frame_on_ebp) {
  // After push ebp; mov ebp, esp; push ebx: the words from ESP are EBX, EBP, the return address.
  const FrameRules rules{0x1000,
                         0x20,
                         {{".cfa", "$ebp 8 +"},
                          {".ra", ".cfa 4 - ^"},
                          {"$ebp", ".cfa 8 - ^"},
                          {"$ebx", ".cfa 12 - ^"},
                          {"$esi", ".undef"}}};
  const Words memory({0xb00b, 0xebb0, 0x402000});
  const auto run = run_frame_rules(rules, {0x401000, kStack, kStack + 4, 0xb, 0x51, 0xd1}, memory);
  ASSERT_TRUE(run) << run.error().what;
  EXPECT_EQ(run->cfa, kStack + 12);
  EXPECT_EQ(run->caller.eip, 0x402000u);
  EXPECT_EQ(run->caller.esp, kStack + 12);
  EXPECT_EQ(run->caller.ebp, 0xebb0u);
  EXPECT_EQ(run->caller.ebx, 0xb00bu);
  EXPECT_EQ(run->caller.esi, std::nullopt);
  EXPECT_EQ(run->caller.edi, 0xd1u) << "kept without a rule";
  ASSERT_EQ(run->reads.size(), 3u);
  EXPECT_EQ(run->reads[0].address, kStack + 8);
  EXPECT_EQ(run->reads[0].value, 0x402000u);
}

TEST(FrameRules, name_the_rule_that_is_wrong) {
  struct Case {
    std::map<std::string, std::string> rules;
    const char* what;
  };
  for (const Case& c :
       {Case{{{".ra", ".cfa 4 - ^"}}, "no rule of .cfa"}, Case{{{".cfa", "$esp 4 +"}}, "no rule of .ra"},
        Case{{{".cfa", ".cfa 4 +"}, {".ra", "1"}}, "rule of .cfa: token 0 \".cfa\": no such value"},
        Case{{{".cfa", "$esp"}, {".ra", ".cfa 100 + ^"}},
             "rule of .ra: token 3 \"^\": no memory at 0x12f064"},
        Case{{{".cfa", "$esp 4"}, {".ra", "1"}}, "rule of .cfa: token 0 \"$esp\": a value is left over"},
        Case{{{".cfa", ""}, {".ra", "1"}}, "rule of .cfa: an expression without a value"},
        Case{{{".cfa", ".undef"}, {".ra", "1"}}, ".cfa is undefined"},
        Case{{{".cfa", "$T0 1 = $esp"}, {".ra", "1"}}, "rule of .cfa: an expression assigns"}}) {
    const auto run = run_frame_rules({0, 0, c.rules}, inputs_at(kStack, 0).registers, Words({1}));
    ASSERT_FALSE(run) << c.what;
    EXPECT_EQ(run.error().what, c.what);
  }
}

TEST(FrameProgram, calculates) {
  struct Case {
    const char* expression;
    std::uint32_t value;
  };
  for (const Case& c : {Case{"7 5 +", 12},
                        {"5 7 -", 0xfffffffe},
                        {"7 5 *", 35},
                        {"17 5 /", 3},
                        {"17 5 %", 2},
                        {"31 8 @", 24},
                        {"-4 1 +", 0xfffffffd},
                        {"0x10 2 3 + *", 80},
                        {".cbParams 1 +", 13}}) {
    FrameProgramInputs inputs = inputs_at(kStack, 0);
    inputs.params_size = 12;
    const auto run = run_frame_program("$T0 " + std::string(c.expression) + " =", inputs, Words({}));
    ASSERT_TRUE(run) << c.expression << ": " << run.error().what;
    EXPECT_EQ(run->assignments.at(0).value, c.value) << c.expression;
  }
}

TEST(FrameProgram, gives_up_registers_that_are_undefined) {
  const auto run = run_frame_program("$ebx .undef =", inputs_at(kStack, 0), Words({}));
  ASSERT_TRUE(run) << run.error().what;
  EXPECT_EQ(caller_of(inputs_at(kStack, 0).registers, *run).ebx, std::nullopt);
  EXPECT_FALSE(run_frame_program("$ebx .undef = $T0 $ebx 1 + =", inputs_at(kStack, 0), Words({})));
}

TEST(FrameProgram, names_the_token_that_is_wrong) {
  struct Case {
    const char* program;
    std::uint64_t where;
    const char* what;
  };
  for (const Case& c : {Case{"$T0 1 0 / =", 8, "token 3 \"/\": division by zero"},
                        {"$T0 12 =  +", 10, "token 3 \"+\": too few values"},
                        {"$T0 $T9 =", 4, "token 1 \"$T9\": no such value"},
                        {"$T0 bad =", 4, "token 1 \"bad\": neither number, name nor operator"},
                        {"5 6 =", 0, "token 0 \"5\": is not a variable"},
                        {"$T0 9 6 @ =", 8, "token 3 \"@\": 6 is not a power of two"},
                        {"$T0", 0, "token 0 \"$T0\": a value is left over"}}) {
    const auto run = run_frame_program(c.program, inputs_at(kStack, 0), Words({}));
    ASSERT_FALSE(run) << c.program;
    EXPECT_EQ(run.error().kind, ErrorKind::kMalformed);
    EXPECT_EQ(run.error().where, c.where) << c.program;
    EXPECT_EQ(run.error().what, c.what);
  }
  const auto missing = run_frame_program("$eip 64 ^ =", inputs_at(kStack, 0), Words({}));
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::kTruncated);
  EXPECT_EQ(missing.error().where, 64u);
}

TEST(FrameProgram, is_bounded) {
  std::string deep, many;
  for (int i = 0; i < 100; ++i) deep += "1 ";
  for (int i = 0; i < 2000; ++i) many += "$T0 1 = ";
  EXPECT_FALSE(run_frame_program(deep, inputs_at(kStack, 0), Words({})));
  EXPECT_FALSE(run_frame_program(many, inputs_at(kStack, 0), Words({})));
}

/// The last row that holds `rva`: the compiler writes one more for each instruction of a prologue.
const FrameData* row_at(const Pdb& pdb, std::uint32_t rva) {
  const FrameData* found = nullptr;
  for (const FrameData& row : pdb.frame_data())
    if (rva >= row.rva && rva - row.rva < row.code_size) found = &row;
  return found;
}

FrameRegisters registers_of(const test::MachineState& state) {
  const auto word = [&](std::size_t number) { return static_cast<std::uint32_t>(state.integer[number]); };
  return {static_cast<std::uint32_t>(state.ip), word(4), word(5), word(3), word(6), word(7)};
}

void expect_same(const FrameRegisters& ours, const FrameRegisters& truth, std::uint32_t eip) {
  EXPECT_EQ(ours.eip, truth.eip) << std::hex << eip;
  EXPECT_EQ(ours.esp, truth.esp) << std::hex << eip;
  EXPECT_EQ(ours.ebp, truth.ebp) << std::hex << eip;
  EXPECT_EQ(ours.ebx, truth.ebx) << std::hex << eip;
  EXPECT_EQ(ours.esi, truth.esi) << std::hex << eip;
  EXPECT_EQ(ours.edi, truth.edi) << std::hex << eip;
}

class FrameProgramRunOf : public testing::TestWithParam<const char*> {};

/// Frame data does not describe epilogues, which begin where a function first raises its ESP: programs are
/// built so that no call pushes its arguments.
TEST_P(FrameProgramRunOf, gives_back_the_callers_registers_outside_epilogues) {
  if (!test::has_traced_run()) GTEST_SKIP() << "built without Unicorn";
  const test::FrameProgram program(GetParam() + std::string(".exe"));
  DUMPLAB_NEED_PROGRAM(program);
  const auto pdb = Pdb::open(std::filesystem::path(program.path).replace_extension(".pdb"));
  ASSERT_TRUE(pdb) << pdb.error().what;
  const auto base = static_cast<std::uint32_t>(program.image->image_base());
  struct Activation {
    std::uint32_t esp = 0;
    bool in_epilogue = false;
  };
  std::map<std::size_t, Activation> activations;  // by depth of the call
  std::size_t frames = 0, epilogues = 0;
  const auto on_instruction = [&](const test::MachineState& state,
                                  std::span<const test::MachineState> callers, const MemorySource& memory) {
    FrameRegisters here = registers_of(state);
    const FrameData* innermost = row_at(**pdb, *here.eip - base);
    ASSERT_TRUE(innermost) << std::hex << *here.eip;
    constexpr std::uint32_t kFunctionStart = 4;
    Activation& activation = activations[callers.size()];
    if ((innermost->flags & kFunctionStart) && *here.eip - base == innermost->rva)
      activation = {*here.esp, false};
    if (*here.esp > activation.esp) activation.in_epilogue = true;
    activation.esp = *here.esp;
    if (activation.in_epilogue) {
      ++epilogues;
      return;
    }
    for (std::size_t depth = callers.size(); depth-- > 0 && !testing::Test::HasFailure(); ++frames) {
      const FrameData* row = row_at(**pdb, *here.eip - base);
      ASSERT_TRUE(row) << std::hex << *here.eip;
      const auto inputs = frame_program_inputs(*row, here, 0);
      const auto run = run_frame_program(row->program, *inputs, memory);
      ASSERT_TRUE(run) << run.error().what << " at " << std::hex << *here.eip;
      const FrameRegisters caller = caller_of(here, *run);
      expect_same(caller, registers_of(callers[depth]), *here.eip);
      here = caller;
    }
  };
  const std::size_t count = test::traced_run(*program.image, program.image->entry_point(), on_instruction);
  EXPECT_GT(count, 1000u);
  EXPECT_GT(frames, 2 * count);
  EXPECT_LT(epilogues, count / 3);
  std::printf("%zu instructions, %zu of them in epilogues, %zu frames\n", count, epilogues, frames);
}

INSTANTIATE_TEST_SUITE_P(Programs, FrameProgramRunOf,
                         testing::Values("i386-O0-fpo", "i386-O2-fpo", "i386-O0-fp", "i386-O2-fp"),
                         [](const auto& program) {
                           std::string name = program.param;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace dumplab::symbols
