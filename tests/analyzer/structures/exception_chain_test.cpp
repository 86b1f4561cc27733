// SPDX-License-Identifier: MIT
#include "structures/exception_chain.h"

#include <gtest/gtest.h>

#include "analyzer/hand_made_memory.h"

namespace dumplab::structures {
namespace {

using test::HandMadeMemory;
using Stop = ExceptionChain::Stop;

constexpr std::uint32_t kTeb = 0x7ffdf000, kStack = 0x12e000, kTop = 0x130000, kInner = 0x12f100,
                        kOuter = 0x12f200, kImage = 0x400000, kCode = kImage + 0x1000,
                        kTable = kImage + 0x2000;

/// A PE32 image of three pages: code at 1000h, data at 2000h.
void image(HandMadeMemory& memory) {
  memory.zeros(kImage, 0x3000).u16(kImage, 0x5a4d).u32(kImage + 0x3c, 0x40).u32(kImage + 0x40, 0x4550);
  memory.u16(kImage + 0x44, 0x14c).u16(kImage + 0x46, 2).u16(kImage + 0x54, 0xe0).u16(kImage + 0x58, 0x10b);
  memory.u32(kImage + 0x74, kImage).u32(kImage + 0x78, 0x1000).u32(kImage + 0x90, 0x3000);
  memory.u32(kImage + 0xb4, 16);
  const auto section = [&](std::uint32_t at, std::uint32_t rva, std::uint32_t characteristics) {
    memory.u32(at + 8, 0x1000).u32(at + 12, rva).u32(at + 16, 0x1000).u32(at + 36, characteristics);
  };
  section(kImage + 0x138, 0x1000, 0x60000020);
  section(kImage + 0x160, 0x2000, 0x40000040);
}

/// Two registrations; the inner one of a function with a __finally inside a __try.
HandMadeMemory two_registrations() {
  HandMadeMemory memory;
  image(memory);
  memory.teb(kTeb, 8, 0, kTop, kStack, kStack - 0x1000).u32(kTeb, kInner);
  memory.u32(kInner, kOuter).u32(kInner + 4, kCode).u32(kInner + 8, kTable).u32(kInner + 12, 1);
  memory.u32(kOuter, 0xffffffff).u32(kOuter + 4, 0x7c839aa8).u32(kOuter + 8, 0).u32(kOuter + 12, 0);
  memory.u32(kTable, 0xffffffff).u32(kTable + 4, kCode + 0x10).u32(kTable + 8, kCode + 0x20);
  return memory.u32(kTable + 12, 0).u32(kTable + 16, 0).u32(kTable + 20, kCode + 0x30);
}

ExceptionChain read(const HandMadeMemory& memory) {
  Snapshot snapshot;
  snapshot.memory = memory.build();
  Module module;
  module.BaseOfImage = kImage;
  module.SizeOfImage = 0x3000;
  module.path = "C:\\A.exe";
  snapshot.modules.push_back(module);
  Thread thread;
  thread.ThreadId = 8;
  thread.Teb = kTeb;
  snapshot.threads.push_back(thread);
  return read_exception_chain(snapshot, ModuleImages(snapshot, {}), 8);
}

TEST(ExceptionChain, is_followed_to_its_end) {
  const ExceptionChain chain = read(two_registrations());
  EXPECT_TRUE(chain.is_valid());
  ASSERT_EQ(chain.registrations.size(), 2u);
  EXPECT_EQ(chain.registrations[0].address, kInner);
  EXPECT_EQ(chain.registrations[0].next, kOuter);
  EXPECT_EQ(chain.registrations[1].handler, 0x7c839aa8u);
  EXPECT_FALSE(chain.registrations[1].has_scope_table);
}

TEST(ExceptionChain, names_the_scopes_that_are_entered) {
  const ExceptionChain chain = read(two_registrations());
  ASSERT_FALSE(chain.registrations.empty());
  const auto& scopes = chain.registrations[0].scopes;
  ASSERT_EQ(scopes.size(), 2u);
  EXPECT_EQ(scopes[0].level, 1);
  EXPECT_EQ(scopes[0].filter, 0u);
  EXPECT_EQ(scopes[0].handler, kCode + 0x30u);
  EXPECT_EQ(scopes[1].level, 0);
  EXPECT_EQ(scopes[1].filter, kCode + 0x10u);
}

TEST(ExceptionChain, takes_no_scopes_from_rows_without_code) {
  const ExceptionChain chain = read(two_registrations().u32(kTable + 20, kTable));
  EXPECT_FALSE(chain.registrations.at(0).has_scope_table);
  EXPECT_TRUE(chain.registrations.at(0).scopes.empty());
}

TEST(ExceptionChain, says_why_it_stops) {
  EXPECT_EQ(read(two_registrations().u32(kOuter, kInner)).stop, Stop::kNotAscending);
  EXPECT_EQ(read(two_registrations().u32(kOuter, kOuter)).stop, Stop::kNotAscending);
  EXPECT_EQ(read(two_registrations().u32(kOuter, 0x41414141)).stop, Stop::kUnaligned);
  EXPECT_EQ(read(two_registrations().u32(kOuter, 0x41414140)).stop, Stop::kOutsideStack);
  EXPECT_EQ(read(two_registrations().u32(kTeb, kStack)).stop, Stop::kMissing);
  EXPECT_EQ(read(two_registrations().u32(kTeb + 0x18, 0)).stop, Stop::kNoTeb);
  EXPECT_EQ(read(two_registrations().u32(kOuter, 0x41414140)).stopped_at, 0x41414140u);
}

}  // namespace
}  // namespace dumplab::structures
