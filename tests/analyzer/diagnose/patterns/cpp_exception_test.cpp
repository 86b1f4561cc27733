// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "analyzer/diagnose/hand_made_case.h"

namespace dumplab::test {
namespace {

using diagnose::Confidence;

constexpr std::uint32_t kEip = HandMadeCase::kProgram + 0x1000;

/// throw_info -> list at +20h -> entry at +30h -> type at +40h, whose name is at +8.
HandMadeCase thrown(std::string_view type) {
  constexpr std::uint32_t kInfo = 0x500000, kObject = 0x10f800, kText = 0x10f900;
  HandMadeCase made;
  made.add_thread(8);
  made.add_frame(8, "kernel32.dll", "RaiseException");
  made.add_frame(8, "Orders.exe", "_CxxThrowException", kEip + 0x100);
  made.add_frame(8, "Orders.exe", "Parse", kEip);
  made.memory.u32(kInfo + 12, kInfo + 0x20).u32(kInfo + 0x20, 2).u32(kInfo + 0x24, kInfo + 0x30);
  made.memory.u32(kInfo + 0x28, kInfo + 0x60).u32(kInfo + 0x34, kInfo + 0x40).u32(kInfo + 0x64, kInfo + 0x80);
  const auto put = [&](std::uint64_t at, std::string_view text) {
    for (const char c : text) made.memory.u8(at++, static_cast<unsigned char>(c));
  };
  put(kInfo + 0x48, type);
  put(kInfo + 0x88, ".?AVexception@std@@");
  put(kText, "no such key");
  made.memory.u32(kObject + 4, kText);
  made.raise(0xe06d7363, 8, HandMadeCase::registers(kEip, 0x10f000), {0x19930520, kObject, kInfo});
  return made;
}

TEST(CppException, reads_the_types_and_the_text) {
  const auto finding = thrown(".?AVConfigError@store@@").match("cpp-exception");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->summary, "store::ConfigError \"no such key\" thrown by Orders!Parse+0x4");
  EXPECT_EQ(finding->address, 0x10f800u);
  EXPECT_TRUE(says(*finding, "may be caught as std::exception"));
}

TEST(CppException, is_none_of_another_code) {
  HandMadeCase made = thrown(".?AVConfigError@@");
  made.snapshot.exception->ExceptionCode = 0xe06d7364;
  EXPECT_FALSE(made.match("cpp-exception"));
}

TEST(CppException, of_a_rethrow_names_no_type) {
  HandMadeCase made = thrown(".?AVConfigError@@");
  made.snapshot.exception->ExceptionInformation = {0x19930520, 0, 0};
  EXPECT_EQ(made.match("cpp-exception")->summary, "an object thrown by Orders!Parse+0x4");
}

}  // namespace
}  // namespace dumplab::test
