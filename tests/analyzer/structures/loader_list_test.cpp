// SPDX-License-Identifier: MIT
#include "structures/loader_list.h"

#include <gtest/gtest.h>

#include "analyzer/hand_made_memory.h"

namespace dumplab::structures {
namespace {

using test::HandMadeMemory;

constexpr std::uint64_t kData = 0x241e90, kHead = kData + 0xc;

TEST(LoaderList, is_in_load_order_and_ends_at_its_head) {
  HandMadeMemory memory;
  memory.u32(kHead, 0x242000);
  memory.loader_entry(0x242000, 0x243000, 0x400000, 0x9000, u"lab.exe", 0x242100);
  memory.loader_entry(0x243000, kHead, 0x7c900000, 0xaf000, u"ntdll.dll", 0x243100);
  const auto source = memory.build();
  const LoaderList list = read_loader_list(*source, kData, false);
  EXPECT_TRUE(list.is_complete);
  ASSERT_EQ(list.modules.size(), 2u);
  EXPECT_EQ(list.modules[1].base, 0x7c900000u);
  EXPECT_EQ(list.modules[1].size, 0xaf000u);
  EXPECT_EQ(read_text(*source, list.modules[1].base_name, 512), "ntdll.dll");
  EXPECT_EQ(read_text(*source, list.modules[1].base_name, 10), "ntdll");
}

TEST(LoaderList, of_a_loop_keeps_each_entry_once) {
  HandMadeMemory memory;
  memory.u32(kHead, 0x242000);
  memory.loader_entry(0x242000, 0x243000, 0x400000, 0x9000, u"lab.exe", 0x242100);
  memory.loader_entry(0x243000, 0x242000, 0x7c900000, 0xaf000, u"ntdll.dll", 0x243100);
  const LoaderList list = read_loader_list(*memory.build(), kData, false);
  EXPECT_FALSE(list.is_complete);
  EXPECT_EQ(list.modules.size(), 2u);
}

TEST(LoaderList, ends_where_the_dump_does) {
  HandMadeMemory memory;
  memory.u32(kHead, 0x242000).loader_entry(0x242000, 0x900000, 0x400000, 0x9000, u"lab.exe", 0x242100);
  const auto source = memory.build();
  EXPECT_EQ(read_loader_list(*source, kData, false).modules.size(), 1u);
  EXPECT_TRUE(read_loader_list(*source, 0x5000, false).modules.empty());
  EXPECT_EQ(read_text(*source, {{0x242ffe}, 4}, 512), "") << "a byte is missing";
}

TEST(LoaderList, of_64_bits) {
  const std::uint64_t data = 0x7ffb0b29c4c0, entry = 0x236c0353000;
  HandMadeMemory memory;
  memory.u64(data + 0x10, entry).u64(data + 0x20, 0);
  // DllBase 30h, SizeOfImage 40h, BaseDllName 58h with its buffer at 60h.
  memory.u64(entry, data + 0x10).u64(entry + 0x30, 0x7ff753540000).u32(entry + 0x40, 0x21000);
  memory.u16(entry + 0x58, 14).u64(entry + 0x60, entry + 0x100).utf16(entry + 0x100, u"lab.exe");
  const auto source = memory.build();
  const LoaderList list = read_loader_list(*source, data, true);
  EXPECT_TRUE(list.is_complete);
  ASSERT_EQ(list.modules.size(), 1u);
  EXPECT_EQ(list.modules[0].base, 0x7ff753540000u);
  EXPECT_EQ(list.modules[0].size, 0x21000u);
  EXPECT_EQ(read_text(*source, list.modules[0].base_name, 512), "lab.exe");
}

}  // namespace
}  // namespace dumplab::structures
