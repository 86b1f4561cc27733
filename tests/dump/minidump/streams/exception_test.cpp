// SPDX-License-Identifier: MIT
#include "minidump/writer.h"
#include "support/expect_dump.h"

namespace dumplab::test {
namespace {

constexpr std::uint64_t kSecondOfTwo = 32 + 24 + 56;

/// MINIDUMP_EXCEPTION_STREAM up to NumberParameters.
Bytes head(std::uint32_t parameters) {
  return Bytes()
      .u32(0x1a4 /* ThreadId */)
      .u32(0)
      .u32(0xc0000005 /* ExceptionCode */)
      .u32(1 /* ExceptionFlags */)
      .u64(0x12fa00 /* ExceptionRecord */)
      .u64(0x401234 /* ExceptionAddress */)
      .u32(parameters)
      .u32(0);
}
Bytes information(std::uint32_t count) {
  Bytes out;
  for (std::uint32_t i = 0; i < 15; ++i) out.u64(i < count ? 100 + i : 0);
  return out;
}

TEST(ExceptionStream, has_all_fields) {
  const Dump dump = open_dump(HandMadeDump()
                                  .x86()
                                  .stream(6, head(2).append(information(2)).u32(716).rva("context"))
                                  .part(Bytes().label("context").append(x86_context(1, 0x401234, 3))));
  expect_no_problems(dump);
  const auto& e = dump.snapshot().exception;
  ASSERT_TRUE(e);
  EXPECT_EQ(e->ThreadId, 0x1a4u);
  EXPECT_EQ(e->ExceptionCode, 0xc0000005u);
  EXPECT_EQ(e->ExceptionFlags, 1u);
  EXPECT_EQ(e->ExceptionRecord, 0x12fa00u);
  EXPECT_EQ(e->ExceptionAddress, 0x401234u);
  EXPECT_EQ(e->ExceptionInformation, (std::vector<std::uint64_t>{100, 101}));
  EXPECT_EQ(std::get<ContextX86>(e->context).Eip, 0x401234u);
}

TEST(ExceptionStream, reads_at_most_15_parameters) {
  const Dump dump =
      open_dump(HandMadeDump().x86().stream(6, head(0xffffffff).append(information(15)).zeros(8)));
  expect_only_problem(dump, kSecondOfTwo + 32, "4294967295 parameters");
  EXPECT_EQ(dump.snapshot().exception->ExceptionInformation.size(), 15u);
  EXPECT_TRUE(std::holds_alternative<std::monostate>(dump.snapshot().exception->context));
}

TEST(ExceptionStream, is_kept_when_its_context_lies_outside_the_file) {
  const Dump dump =
      open_dump(HandMadeDump().x86().stream(6, head(0).append(information(0)).u32(716).u32(0x9000)));
  expect_only_problem(dump, kSecondOfTwo + 160, "exception context of thread 0x1a4");
  EXPECT_EQ(dump.snapshot().exception->ExceptionCode, 0xc0000005u);
}

TEST(ExceptionStream, gives_the_fields_in_front_of_a_cut) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(6, head(3).u64(100).u32(101)));
  expect_only_problem(dump, kSecondOfTwo + 52, "ends after 52 of 168 bytes");
  EXPECT_EQ(dump.snapshot().exception->ExceptionInformation, (std::vector<std::uint64_t>{100}));
}

TEST(ExceptionStream, gives_nothing_when_its_code_is_cut) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(6, Bytes().u32(1).u32(0).u16(5)));
  expect_only_problem(dump, kSecondOfTwo + 10, "ends after 10 of 168 bytes");
  EXPECT_FALSE(dump.snapshot().exception);
}

TEST(ExceptionStream, is_written_as_the_format_says) {
  Snapshot s;
  ContextX86 context;
  context.Eip = 0x401234;
  s.exception = Exception{0x1a4, 0xc0000005, 1, 0x12fa00, 0x401234, {100, 101}, context};
  const auto dump = minidump::to_bytes(s);
  const auto stream = stream_of(dump, 6);
  ASSERT_EQ(stream.size(), 168u);
  EXPECT_EQ(bytes_at(stream, 0, 160), head(2).append(information(2)).build());
  EXPECT_EQ(number_at(stream, 160, 4), 716u);
  EXPECT_EQ(number_at(dump, number_at(stream, 164, 4) + 0xb8, 4), 0x401234u);
}

TEST(ExceptionStream, has_a_context_of_its_own) {
  Snapshot s;
  s.threads.resize(1);
  s.threads[0].context = ContextX86{};
  s.exception = Exception{0, 0x80000003, 0, 0, 0, {}, ContextX86{}};
  const auto dump = minidump::to_bytes(s);
  EXPECT_NE(number_at(stream_of(dump, 3), 4 + 44, 4), number_at(stream_of(dump, 6), 164, 4));
}

TEST(ExceptionStream, is_not_written_when_the_snapshot_has_none) {
  EXPECT_TRUE(stream_of(minidump::to_bytes(Snapshot{}), 6).empty());
}

}  // namespace
}  // namespace dumplab::test
