// SPDX-License-Identifier: MIT
#include "image/unwind_info.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "formats/image/frame_programs.h"
#include "formats/image/guest_files.h"
#include "formats/image/hand_made_amd64.h"

namespace dumplab::image {
namespace {

using test::Bytes;
using enum UnwindOperation;

/// One function, [0x1100, 0x1200), with its UNWIND_INFO at RVA 0x1010.
Bytes one_function(const Bytes& info) {
  Bytes b;
  b.u32(0x1100).u32(0x1200).u32(0x1010).u32(0);
  return std::move(b.append(info));
}
constexpr RuntimeFunction kFunction = {0x1100, 0x1200, 0x1010};

Result<UnwindInfo> read_one(const Bytes& info) {
  const auto bytes = test::hand_made_amd64(one_function(info), 1);
  return read_unwind_info(test::image_of(bytes), kFunction);
}

/// A slot: offset in the prologue, operation, information.
std::uint16_t slot(unsigned offset, unsigned operation, unsigned info) {
  return static_cast<std::uint16_t>(offset | operation << 8 | info << 12);
}

TEST(UnwindInfo, reads_every_operation) {
  Bytes b;
  b.u8(1).u8(0x40).u8(19).u8(0x25 /* RBP, 2 * 16 */);
  b.u16(slot(0x40, 9, 7)).u32(0x123450).u16(slot(0x38, 8, 6)).u16(3);
  b.u16(slot(0x30, 5, 3)).u32(0x80008).u16(slot(0x28, 4, 12)).u16(5).u16(slot(0x20, 3, 0));
  b.u16(slot(0x18, 1, 1)).u32(0x100000).u16(slot(0x10, 1, 0)).u16(0x200).u16(slot(8, 2, 15));
  b.u16(slot(2, 0, 5)).u16(slot(0, 10, 1));
  const auto info = read_one(b);
  ASSERT_TRUE(info) << info.error().what;
  EXPECT_EQ(info->prolog_size, 0x40);
  EXPECT_EQ(info->frame_register, 5);
  EXPECT_EQ(info->frame_offset, 32);
  const std::vector<UnwindCode> expected = {{0x40, kSaveXmm128Far, 7, 0x123450},
                                            {0x38, kSaveXmm128, 6, 48},
                                            {0x30, kSaveNonvolatileFar, 3, 0x80008},
                                            {0x28, kSaveNonvolatile, 12, 40},
                                            {0x20, kSetFrameRegister, 0, 0},
                                            {0x18, kAllocateLarge, 1, 0x100000},
                                            {0x10, kAllocateLarge, 0, 0x1000},
                                            {8, kAllocateSmall, 15, 128},
                                            {2, kPushNonvolatile, 5, 0},
                                            {0, kPushMachineFrame, 1, 0}};
  EXPECT_EQ(info->codes, expected);
}

TEST(UnwindInfo, reads_the_handler_behind_an_even_number_of_slots) {
  const auto info = read_one(Bytes().u8(1 | 1 << 3).u8(1).u8(1).u8(0).u16(slot(1, 0, 3)).u16(0).u32(0x1234));
  ASSERT_TRUE(info);
  EXPECT_EQ(info->handler, 0x1234u);
  EXPECT_FALSE(info->chained);
}

TEST(UnwindInfo, reads_the_function_that_it_is_chained_to) {
  const auto info = read_one(Bytes().u8(1 | 4 << 3).u8(0).u8(0).u8(0).u32(0x1000).u32(0x1080).u32(0x1300));
  ASSERT_TRUE(info);
  EXPECT_EQ(info->chained, (RuntimeFunction{0x1000, 0x1080, 0x1300}));
}

TEST(UnwindInfo, reads_the_epilogues_of_version_2) {
  // Five bytes each: one at the end, one that begins 0x123 bytes before the end would not fit, one at 0x83,
  // then padding.
  Bytes b;
  b.u8(2).u8(1).u8(5).u8(0).u16(slot(5, 6, 1)).u16(slot(0x23, 6, 1)).u16(slot(0x83, 6, 0)).u16(slot(0, 6, 0));
  const auto info = read_one(b.u16(slot(1, 0, 3)));
  ASSERT_TRUE(info);
  EXPECT_EQ(info->epilogs, (std::vector<Epilog>{{0xfb, 5}, {0x7d, 5}}));
  EXPECT_EQ(info->codes, (std::vector<UnwindCode>{{1, kPushNonvolatile, 3, 0}}));
}

TEST(UnwindInfo, refuses_what_does_not_exist) {
  EXPECT_EQ(read_one(Bytes().u32(3)).error().kind, ErrorKind::kUnsupported);
  const auto operation = read_one(Bytes().u8(1).u8(1).u8(2).u8(0).u16(slot(1, 0, 3)).u16(slot(0, 11, 0)));
  ASSERT_FALSE(operation);
  EXPECT_EQ(operation.error().kind, ErrorKind::kMalformed);
  EXPECT_EQ(operation.error().where, 0x200u + 0x10 + 4 + 2);
  EXPECT_EQ(read_one(Bytes().u8(1).u8(1).u8(1).u8(0).u16(slot(1, 1, 0))).error().kind, ErrorKind::kMalformed);
  EXPECT_EQ(read_one(Bytes().u8(1).u8(1).u8(3).u8(0).u16(slot(1, 1, 2)).u32(8)).error().kind,
            ErrorKind::kMalformed);
}

TEST(ExceptionDirectory, finds_the_function_of_an_address) {
  Bytes b;
  b.u32(0x1100).u32(0x1110).u32(0x1080).u32(0x1120).u32(0x1140).u32(0x1084);
  b.u32(0x1140).u32(0x1150).u32(0x1001 /* stands for the first */);
  const auto bytes = test::hand_made_amd64(b, 3);
  const PeImage image = test::image_of(bytes);
  const auto directory = ExceptionDirectory::parse(image).value();
  const auto begin_at = [&](std::uint32_t rva) {
    const auto found = directory.find(rva).value();
    return found ? found->begin : 0;
  };
  EXPECT_EQ(begin_at(0x10ff), 0u);
  EXPECT_EQ(begin_at(0x1100), 0x1100u);
  EXPECT_EQ(begin_at(0x110f), 0x1100u);
  EXPECT_EQ(begin_at(0x1110), 0u);
  EXPECT_EQ(begin_at(0x1120), 0x1120u);
  EXPECT_EQ(begin_at(0x113f), 0x1120u);
  EXPECT_EQ(begin_at(0x1140), 0x1100u);
  EXPECT_EQ(begin_at(0x1150), 0u);
}

TEST(ExceptionDirectory, refuses_an_entry_that_stands_for_itself) {
  const auto bytes = test::hand_made_amd64(Bytes().u32(0x1100).u32(0x1200).u32(0x1001), 1);
  const PeImage image = test::image_of(bytes);
  EXPECT_EQ(ExceptionDirectory::parse(image)->find(0x1100).error().kind, ErrorKind::kMalformed);
}

/// A code as llvm-readobj prints it.
std::string text_of(const UnwindInfo& info, const UnwindCode& code) {
  static constexpr const char* kNames[] = {"RAX", "RCX", "RDX", "RBX", "RSP", "RBP", "RSI", "RDI",
                                           "R8",  "R9",  "R10", "R11", "R12", "R13", "R14", "R15"};
  const std::string head = fmt::format("0x{:02X}: {}", code.prolog_offset, describe(code.operation));
  switch (code.operation) {
    case kPushNonvolatile:
      return fmt::format("{} reg={}", head, kNames[code.info]);
    case kAllocateLarge:
    case kAllocateSmall:
      return fmt::format("{} size={}", head, code.operand);
    case kSetFrameRegister:
      return fmt::format("{} reg={}, offset=0x{:X}", head, kNames[info.frame_register], info.frame_offset);
    case kSaveNonvolatile:
    case kSaveNonvolatileFar:
      return fmt::format("{} reg={}, offset=0x{:X}", head, kNames[code.info], code.operand);
    case kSaveXmm128:
    case kSaveXmm128Far:
      return fmt::format("{} reg=XMM{}, offset=0x{:X}", head, code.info, code.operand);
    case kPushMachineFrame:
      return fmt::format("{} errcode={}", head, code.info ? "yes" : "no");
    case kEpilog:
    case kSpare:
      return head;
  }
  return head;
}

TEST(UnwindInfo, agrees_with_readobj) {
  if (!test::has_tool("llvm-readobj-14")) GTEST_SKIP() << "llvm-readobj-14 is not installed";
  std::size_t codes = 0, functions = 0;
  for (const char* name : {"amd64-O0.exe", "amd64-O1.exe", "amd64-O2.exe", "amd64-Os.exe"}) {
    const test::FrameProgram program(name);
    DUMPLAB_NEED_PROGRAM(program);
    const auto lines = test::lines_of("llvm-readobj-14 --unwind", program.path);
    ASSERT_TRUE(lines);
    std::vector<std::string> theirs, ours;
    for (const std::string& line : *lines) {
      const std::string text = line.substr(std::min(line.find_first_not_of(' '), line.size()));
      if (text.starts_with("StartAddress") || text.starts_with("0x")) theirs.push_back(text);
    }
    const auto directory = ExceptionDirectory::parse(*program.image).value();
    const auto add_start = [&](std::uint32_t rva) {
      ours.push_back(fmt::format("StartAddress: (0x{:X})", program.image->image_base() + rva));
    };
    for (std::size_t i = 0; i < directory.entries().size(); ++i) {
      const RuntimeFunction function = directory.at(i).value();
      const auto info = read_unwind_info(*program.image, function);
      ASSERT_TRUE(info) << info.error().what;
      add_start(function.begin);
      for (const UnwindCode& code : info->codes) ours.push_back(text_of(*info, code));
      if (info->chained) add_start(info->chained->begin);
      codes += info->codes.size();
      ++functions;
    }
    EXPECT_EQ(ours, theirs) << name;
  }
  EXPECT_GT(codes, 100u);
  std::printf("%zu functions, %zu codes\n", functions, codes);
}

}  // namespace
}  // namespace dumplab::image
