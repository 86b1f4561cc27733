// SPDX-License-Identifier: MIT
#include "image/call_frame_info.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "formats/image/frame_programs.h"
#include "formats/image/guest_files.h"
#include "image/call_frame_unwind.h"
#include "support/bytes.h"
#include "support/traced_run.h"

namespace dumplab::image {
namespace {

using test::Bytes;
using Kind = RegisterRule::Kind;

/// A CIE of version 1, "zR" with udata4 addresses: CFA = ESP + 4, EIP at CFA - 4; then one FDE of
/// [0x401000, 0x401100) with `instructions`.
std::vector<std::byte> eh_frame(const Bytes& instructions) {
  Bytes b;
  b.u32(20).u32(0).u8(1).text("zR").u8(0).u8(1).u8(0x7c /* -4 */).u8(8).u8(1).u8(0x03);
  b.u8(0x0c).u8(4).u8(4).u8(0x88).u8(1).u8(0).u8(0);
  b.u32(13 + instructions.size()).u32(b.size()).u32(0x401000).u32(0x100).u8(0);
  return b.append(instructions).u32(0).build();
}

CallFrameSection section_of(const std::vector<std::byte>& bytes) {
  return {ByteView(bytes), 0x405000, CallFrameSection::Kind::kEhFrame, 4, 0};
}

TEST(CallFrameInfo, reads_rows) {
  // push ebp at 0; esi saved from 4 on; state remembered and restored around a row at 0x10.
  Bytes program;
  program.u8(0x41).u8(0x0e).u8(8).u8(0x85).u8(2).u8(0x43).u8(0x86).u8(3).u8(0x0a);
  program.u8(0x02).u8(0x0c).u8(0x0c).u8(5).u8(8).u8(0xc6).u8(0x41).u8(0x0b);
  const auto bytes = eh_frame(program);
  const auto info = CallFrameInfo::parse(section_of(bytes));
  EXPECT_TRUE(info.problems().empty());
  ASSERT_EQ(info.descriptions().size(), 1u);
  const auto row = [&](std::uint64_t address) { return info.row_at(address).value().value(); };
  EXPECT_EQ(row(0x401000).cfa.offset, 4);
  EXPECT_EQ(row(0x401001).cfa.offset, 8);
  EXPECT_EQ(row(0x401001).registers.at(5).offset, -8);
  EXPECT_FALSE(row(0x401003).registers.contains(6));
  EXPECT_EQ(row(0x401004).registers.at(6).offset, -12);
  EXPECT_EQ(row(0x401010).cfa.reg, 5u);
  EXPECT_FALSE(row(0x401010).registers.contains(6));
  EXPECT_EQ(row(0x4010ff).cfa.reg, 4u);
  EXPECT_EQ(row(0x4010ff).registers.at(6).kind, Kind::kOffset);
  EXPECT_EQ(info.row_at(0x401100).value(), std::nullopt);
  EXPECT_EQ(info.row_at(0x400fff).value(), std::nullopt);
}

TEST(CallFrameInfo, refuses_what_does_not_exist) {
  const auto error_of = [](const Bytes& program) {
    const auto bytes = eh_frame(program);
    const auto row = CallFrameInfo::parse(section_of(bytes)).row_at(0x401080);
    EXPECT_FALSE(row);
    return row ? ErrorKind::kIo : row.error().kind;
  };
  EXPECT_EQ(error_of(Bytes().u8(0x3e)), ErrorKind::kUnsupported);
  EXPECT_EQ(error_of(Bytes().u8(0x0b)), ErrorKind::kMalformed);
  EXPECT_EQ(error_of(Bytes().u8(0x0e)), ErrorKind::kTruncated);
  EXPECT_EQ(error_of(Bytes().u8(0x0f).u8(0)), ErrorKind::kMalformed);
}

TEST(CallFrameInfo, tells_what_it_left_out) {
  auto bytes = eh_frame(Bytes());
  bytes[8] = std::byte{9};  // the CIE's version
  const auto info = CallFrameInfo::parse(section_of(bytes));
  EXPECT_TRUE(info.descriptions().empty());
  EXPECT_EQ(info.problems().size(), 2u);  // the CIE, and the FDE that names it
  bytes.resize(30);
  EXPECT_FALSE(CallFrameInfo::parse(section_of(bytes)).problems().empty());
}

TEST(DwarfExpression, calculates) {
  struct Nothing : MemorySource {
    std::span<const AddressRange> ranges() const override { return {}; }
    std::size_t read(LinearAddress, std::span<std::byte>) const override { return 0; }
  };
  const auto value = [](const Bytes& bytes) {
    const auto built = bytes.build();
    DwarfRegisters registers;
    registers[4] = 0x1000;
    return evaluate_dwarf_expression(ByteView(built), 7, registers, Nothing(), 4);
  };
  // The rule of a PLT: breg4 4 + ((breg8 & 15 >= 11) << 2), here with literals.
  EXPECT_EQ(
      value(Bytes().u8(0x74).u8(4).u8(0x3c).u8(0x3f).u8(0x1a).u8(0x3b).u8(0x2a).u8(0x32).u8(0x24).u8(0x22)),
      0x1008u);
  EXPECT_EQ(value(Bytes()), 7u);
  EXPECT_EQ(value(Bytes().u8(0x31).u8(0x1c).u8(0x1f)), 0xfffffffau);           // -(7 - 1)
  EXPECT_EQ(value(Bytes().u8(0x09).u8(0xf8).u8(0x32).u8(0x1b)), 0xfffffffcu);  // -8 / 2
  EXPECT_EQ(value(Bytes().u8(0x31).u8(0x28).u16(1).u8(0x96).u8(0x32)), 2u);
  EXPECT_FALSE(value(Bytes().u8(0x2f).u16(0xfffd)));  // for ever
  EXPECT_FALSE(value(Bytes().u8(0x30).u8(0x1b)));
  EXPECT_FALSE(value(Bytes().u8(0x13).u8(0x13)));
  EXPECT_EQ(value(Bytes().u8(0x06)).error().where, 7u);
}

/// The .eh_frame of a program that the PE's eight characters of a name cut.
std::optional<CallFrameSection> section_of(const PeImage& image) {
  for (const Section& s : image.sections())
    if (s.name == ".eh_fram")
      return CallFrameSection{image.at_rva(s.rva, s.virtual_size).value(), image.image_base() + s.rva,
                              CallFrameSection::Kind::kEhFrame, image.is_64_bit() ? 8u : 4u, 0};
  return std::nullopt;
}

class CallFrameRun : public testing::TestWithParam<const char*> {};

TEST_P(CallFrameRun, agrees_with_dwarfdump) {
  if (!test::has_tool("llvm-dwarfdump-14")) GTEST_SKIP() << "llvm-dwarfdump-14 is not installed";
  const test::FrameProgram program(GetParam() + std::string(".exe"));
  DUMPLAB_NEED_PROGRAM(program);
  const auto section = section_of(*program.image);
  ASSERT_TRUE(section);
  const auto info = CallFrameInfo::parse(*section);
  EXPECT_TRUE(info.problems().empty());
  static constexpr const char* kNames[] = {"EAX", "ECX", "EDX", "EBX", "ESP", "EBP", "ESI", "EDI", "EIP"};
  const auto lines = test::lines_of("llvm-dwarfdump-14 --eh-frame", program.path);
  ASSERT_TRUE(lines);
  std::size_t rows = 0;
  for (const std::string& line : *lines) {
    if (!line.starts_with("  0x")) continue;
    const std::uint64_t address = std::stoull(line.substr(2), nullptr, 16);
    const auto row = info.row_at(address);
    ASSERT_TRUE(row && *row) << line;
    std::string text =
        fmt::format("  {:#x}: CFA={}{:+}", address, kNames[(*row)->cfa.reg], (*row)->cfa.offset);
    const char* separator = ": ";
    for (const auto& [number, rule] : (*row)->registers) {
      text += fmt::format("{}{}=[CFA{:+}]", separator, kNames[number], rule.offset);
      separator = ", ";
    }
    EXPECT_EQ(text, line);
    ++rows;
  }
  EXPECT_GT(rows, info.descriptions().size());
  std::printf("%zu entries, %zu rows\n", info.descriptions().size(), rows);
}

/// The compiler does not describe epilogues for this target: they begin where a function first raises its
/// ESP, since programs are built so that no call pushes its arguments.
TEST_P(CallFrameRun, gives_back_the_callers_registers_outside_epilogues) {
  if (!test::has_traced_run()) GTEST_SKIP() << "built without Unicorn";
  const test::FrameProgram program(GetParam() + std::string(".exe"));
  DUMPLAB_NEED_PROGRAM(program);
  const auto section = section_of(*program.image);
  ASSERT_TRUE(section);
  const auto info = CallFrameInfo::parse(*section);
  using namespace dwarf_i386;
  // DWARF's number, the instruction set's.
  constexpr std::pair<unsigned, unsigned> kKept[] = {{kEbx, 3}, {kEsp, 4}, {kEbp, 5}, {kEsi, 6}, {kEdi, 7}};
  struct Activation {
    std::uint64_t esp = 0;
    bool in_epilogue = false;
  };
  std::map<std::size_t, Activation> activations;  // by depth of the call
  std::size_t frames = 0, epilogues = 0;
  const auto on_instruction = [&](const test::MachineState& state,
                                  std::span<const test::MachineState> callers, const MemorySource& memory) {
    DwarfRegisters here;
    here[kEip] = state.ip;
    for (const auto& [dwarf, number] : kKept) here[dwarf] = state.integer[number];
    const FrameDescription* description = info.find(state.ip);
    ASSERT_TRUE(description) << std::hex << state.ip;
    Activation& activation = activations[callers.size()];
    if (state.ip == description->begin) activation = {*here[kEsp], false};
    if (*here[kEsp] > activation.esp) activation.in_epilogue = true;
    activation.esp = *here[kEsp];
    if (activation.in_epilogue) {
      ++epilogues;
      return;
    }
    std::uint64_t looked_up = state.ip;
    for (std::size_t depth = callers.size(); depth-- > 0 && !testing::Test::HasFailure(); ++frames) {
      const auto row = info.row_at(looked_up);
      ASSERT_TRUE(row && *row) << std::hex << looked_up;
      const auto caller = step(here, **row, memory, 4);
      ASSERT_TRUE(caller) << caller.error().what;
      EXPECT_EQ(caller->registers[kEip], callers[depth].ip) << std::hex << looked_up;
      for (const auto& [dwarf, number] : kKept)
        EXPECT_EQ(caller->registers[dwarf], callers[depth].integer[number])
            << "register " << dwarf << " at " << std::hex << looked_up;
      EXPECT_EQ(caller->return_slot, callers[depth].integer[4] - 4);
      here = caller->registers;
      looked_up = *here[kEip] - 1;  // inside the call
    }
  };
  const std::size_t count = test::traced_run(*program.image, program.image->entry_point(), on_instruction);
  EXPECT_GT(count, 1000u);
  EXPECT_GT(frames, 2 * count);
  EXPECT_LT(epilogues, count / 3);
  std::printf("%zu instructions, %zu of them in epilogues, %zu frames\n", count, epilogues, frames);
}

INSTANTIATE_TEST_SUITE_P(Programs, CallFrameRun, testing::Values("dwarf-O0", "dwarf-O2"),
                         [](const auto& program) { return std::string(program.param).substr(6); });

}  // namespace
}  // namespace dumplab::image
