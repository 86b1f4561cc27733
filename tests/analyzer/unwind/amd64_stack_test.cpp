// SPDX-License-Identifier: MIT
#include "unwind/amd64_stack.h"

#include <gtest/gtest.h>

#include "snapshot/captured_memory.h"
#include "support/bytes.h"

namespace dumplab::unwind {
namespace {

constexpr std::uint64_t kTeb = 0x7ff000, kBase = 0x90000, kLimit = 0x8c000, kReserved = 0x80000;

/// One thread, of whose stack the dump has 0x100 bytes, and its TEB (offsets: Microsoft's public symbols).
Snapshot process(std::uint64_t self = kTeb) {
  test::Bytes teb;
  teb.u64(0).u64(kBase).u64(kLimit).zeros(0x18).u64(self);
  teb.zeros(0x1478 - teb.size()).u64(kReserved);
  auto memory = std::make_shared<snapshot::CapturedMemory>();
  memory->append({0x30000}, std::vector<std::byte>(0x200));
  memory->append({0x8f000}, std::vector<std::byte>(0x100));
  memory->append({kTeb}, teb.build());
  Snapshot s;
  s.memory = memory;
  Thread& thread = s.threads.emplace_back();
  thread.Teb = kTeb;
  thread.stack = {{0x8f000}, 0x100};
  return s;
}

AddressRange found(const Snapshot& s, std::uint64_t rsp) { return find_amd64_stack(s, s.threads[0], rsp); }

TEST(Amd64Stack, is_what_the_teb_says) {
  EXPECT_EQ(found(process(), 0x8f010), (AddressRange{{kLimit}, kBase - kLimit}));
}

TEST(Amd64Stack, reaches_down_to_an_rsp_that_ran_below_the_limit) {
  EXPECT_EQ(found(process(), 0x80123), (AddressRange{{0x80120}, kBase - 0x80120}));
}

TEST(Amd64Stack, without_a_teb_is_what_the_dump_kept) {
  EXPECT_EQ(found(process(0), 0x8f010), (AddressRange{{0x8f000}, 0x100}));
}

TEST(Amd64Stack, of_the_programs_own_is_the_memory_around_rsp) {
  EXPECT_EQ(found(process(), 0x30010), (AddressRange{{0x30000}, 0x200}));
  Snapshot s = process();
  s.regions.push_back({0x30000, 0x30000, 4, 0x1000, 0x1000, 4, 0x20000});
  EXPECT_EQ(found(s, 0x30010), (AddressRange{{0x30000}, 0x1000}));
}

TEST(Amd64Stack, at_the_top_of_the_address_space_does_not_wrap) {
  for (const std::uint64_t rsp : {~std::uint64_t{0}, ~std::uint64_t{7}}) {
    const AddressRange range = found(process(), rsp);
    EXPECT_LE(range.size, ~rsp);
  }
}

}  // namespace
}  // namespace dumplab::unwind
