// SPDX-License-Identifier: MIT
#include "minidump/writer.h"
#include "snapshot/captured_memory.h"
#include "support/expect_dump.h"

namespace dumplab::test {
namespace {

constexpr std::uint64_t kSecondOfTwo = 32 + 24 + 56;

/// MINIDUMP_THREAD with the given stack and context; without them their fields are 0.
Bytes thread(std::uint32_t id, const std::string& stack = "", const std::string& context = "") {
  Bytes out;
  out.u32(id)
      .u32(1 /* SuspendCount */)
      .u32(0x20 /* PriorityClass */)
      .u32(8 /* Priority */)
      .u64(0x7ffde000 /* Teb */);
  if (stack.empty())
    out.zeros(16);
  else
    out.u64(0x12ff00 /* StartOfMemoryRange */).u32(8 /* DataSize */).rva(stack);
  if (context.empty()) return out.zeros(8);
  return out.u32(716).rva(context);
}
Bytes stack_bytes() { return Bytes().label("stack").u64(0x8877665544332211); }
Bytes context_bytes() { return Bytes().label("context").append(x86_context(0xb, 0xe, 0x12ff00)); }

TEST(ThreadListStream, has_all_fields) {
  const Dump dump = open_dump(HandMadeDump()
                                  .x86()
                                  .stream(3, Bytes().u32(1).append(thread(0x1a4, "stack", "context")))
                                  .part(stack_bytes())
                                  .part(context_bytes()));
  expect_no_problems(dump);
  ASSERT_EQ(dump.snapshot().threads.size(), 1u);
  const Thread& t = dump.snapshot().threads[0];
  EXPECT_EQ(t.ThreadId, 0x1a4u);
  EXPECT_EQ(t.SuspendCount, 1u);
  EXPECT_EQ(t.PriorityClass, 0x20u);
  EXPECT_EQ(t.Priority, 8u);
  EXPECT_EQ(t.Teb, 0x7ffde000u);
  EXPECT_EQ(t.stack, (AddressRange{{0x12ff00}, 8}));
  const auto& context = std::get<ContextX86>(t.context);
  EXPECT_EQ(context.ContextFlags, 0x1003fu);
  EXPECT_EQ(context.Ebp, 0xbu);
  EXPECT_EQ(context.Eip, 0xeu);
  EXPECT_EQ(context.Esp, 0x12ff00u);
  EXPECT_EQ(context.ExtendedRegisters[511], 0xff);
}

TEST(ThreadListStream, gives_stack_bytes_that_no_memory_list_has) {
  const Dump dump = open_dump(
      HandMadeDump().x86().stream(3, Bytes().u32(1).append(thread(1, "stack"))).part(stack_bytes()));
  expect_no_problems(dump);
  ASSERT_EQ(dump.snapshot().memory->ranges().size(), 1u);
  EXPECT_EQ(dump.snapshot().memory->ranges()[0], (AddressRange{{0x12ff00}, 8}));
  EXPECT_EQ(dump.snapshot().memory->read_u32({0x12ff04}), 0x88776655u);
}

TEST(ThreadListStream, adds_only_the_part_of_a_stack_that_memory_lists_lack) {
  const Bytes list = Bytes().u32(1).u64(0x12fefc).u32(8).rva("memory");
  const Dump dump = open_dump(HandMadeDump()
                                  .x86()
                                  .stream(3, Bytes().u32(1).append(thread(1, "stack")))
                                  .stream(5, list)
                                  .part(stack_bytes())
                                  .part(Bytes().label("memory").fill(8, 0xee)));
  expect_only_problem(dump, 32 + 36 + 56 + 4 + 24, "memory: the byte at 0x12ff00 is another one elsewhere");
  ASSERT_EQ(dump.snapshot().memory->ranges().size(), 2u);
  EXPECT_EQ(dump.snapshot().memory->ranges()[1], (AddressRange{{0x12ff04}, 4}));
  EXPECT_EQ(dump.snapshot().memory->read_u32({0x12ff00}), 0xeeeeeeeeu);
  EXPECT_EQ(dump.snapshot().memory->read_u32({0x12ff04}), 0x88776655u);
}

TEST(ThreadListStream, takes_a_stack_with_Rva_0_from_the_memory_lists) {
  const Bytes stack_at_0 = Bytes().u32(1).u32(1).zeros(20).u64(0x12ff00).u32(8).u32(0).zeros(8);
  const Bytes list = Bytes().u32(1).u64(0x12ff00).u32(8).rva("stack");
  const Dump dump = open_dump(HandMadeDump().x86().stream(3, stack_at_0).stream(5, list).part(stack_bytes()));
  expect_no_problems(dump);
  EXPECT_EQ(dump.snapshot().threads[0].stack, (AddressRange{{0x12ff00}, 8}));
}

TEST(ThreadListStream, notes_a_stack_whose_bytes_are_nowhere) {
  const Bytes stack_at_0 = Bytes().u32(1).u32(1).zeros(20).u64(0x12ff00).u32(8).u32(0).zeros(8);
  const Dump dump = open_dump(HandMadeDump().x86().stream(3, stack_at_0));
  expect_only_problem(dump, kSecondOfTwo + 4 + 24, "stack of thread 0x1");
  EXPECT_EQ(dump.snapshot().threads[0].stack.size, 8u);
}

TEST(ThreadListStream, keeps_the_part_of_a_stack_in_front_of_the_end_of_the_file) {
  const Bytes list = Bytes().u32(1).u32(1).zeros(20).u64(0x12ff00).u32(8).rva("end").zeros(8);
  const Dump dump = open_dump(HandMadeDump().x86().stream(3, list).part(Bytes().label("end").u32(0x1234)));
  expect_only_problem(dump, kSecondOfTwo + 4 + 24, "not all in the file");
  EXPECT_EQ(dump.snapshot().memory->read_u32({0x12ff00}), 0x1234u);
}

TEST(ThreadListStream, cuts_a_stack_at_the_top_of_the_address_space) {
  const Bytes list = Bytes().u32(1).u32(1).zeros(20).u64(0xfffffffffffffffc).u32(8).rva("stack").zeros(8);
  const Dump dump = open_dump(
      HandMadeDump().stream(7, Bytes().u16(9 /* AMD64 */).zeros(54)).stream(3, list).part(stack_bytes()));
  expect_only_problem(dump, kSecondOfTwo + 4 + 24, "top of the address space");
  EXPECT_EQ(dump.snapshot().memory->ranges()[0], (AddressRange{{0xfffffffffffffffc}, 4}));
}

TEST(ThreadListStream, cuts_a_stack_at_4_GiB_in_an_x86_dump) {
  const Bytes list = Bytes().u32(1).u32(1).zeros(20).u64(0xfffffffc).u32(8).rva("stack").zeros(8);
  const Dump dump = open_dump(HandMadeDump().x86().stream(3, list).part(stack_bytes()));
  expect_only_problem(dump, kSecondOfTwo + 4 + 24, "top of the address space");
  EXPECT_EQ(dump.snapshot().memory->ranges()[0], (AddressRange{{0xfffffffc}, 4}));
}

TEST(ThreadListStream, notes_a_thread_without_a_context) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(3, Bytes().u32(1).append(thread(7))));
  ASSERT_EQ(dump.problems().size(), 1u);
  EXPECT_EQ(
      dump.problems()[0],
      (DumpProblem{{kSecondOfTwo + 4 + 40, "thread 0x7 has no context"}, "ThreadList", Damage::kEntry}));
}

TEST(ThreadListStream, notes_ids_that_cannot_be) {
  const Dump dump = open_dump(
      HandMadeDump().x86().stream(3, Bytes().u32(3).append(thread(7)).append(thread(0)).append(thread(7))));
  expect_problem(dump, kSecondOfTwo + 4 + 48, "a thread with id 0");
  expect_problem(dump, kSecondOfTwo + 4 + 96, "a second thread 0x7");
}

TEST(ThreadListStream, notes_a_context_of_another_processor) {
  const Bytes list = Bytes().u32(1).u32(7).zeros(36).u32(1232).rva("context");
  const Dump dump = open_dump(HandMadeDump().x86().stream(3, list).part(context_bytes().zeros(516)));
  expect_only_problem(dump, kSecondOfTwo + 4 + 40, "context of thread 0x7 has 1232 bytes, 716 expected");
  EXPECT_TRUE(std::holds_alternative<ContextRaw>(dump.snapshot().threads[0].context));
}

TEST(ThreadListStream, may_have_padding_behind_its_count) {
  const Dump dump =
      open_dump(HandMadeDump().x86().stream(3, Bytes().u32(2).u32(0).append(thread(7)).append(thread(8))));
  expect_no_problems(dump);
  ASSERT_EQ(dump.snapshot().threads.size(), 2u);
  EXPECT_EQ(dump.snapshot().threads[0].ThreadId, 7u);
  EXPECT_EQ(dump.snapshot().threads[1].ThreadId, 8u);
}

TEST(ThreadListStream, gives_the_threads_in_front_of_a_cut) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(
      3, Bytes().u32(2).append(thread(7)).append(thread(8)).zeros(0), 4 + 48 + 47));
  expect_only_problem(dump, kSecondOfTwo, "2 entries of 48 bytes do not fit into 99 bytes: 1 read");
  EXPECT_EQ(dump.snapshot().threads.at(0).ThreadId, 7u);
}

TEST(ThreadListStream, gives_the_threads_that_fit_of_a_count_that_does_not) {
  for (const bool padded : {false, true}) {
    Bytes list = Bytes().u32(0xffffffff);
    if (padded) list.u32(0);
    const Dump dump = open_dump(HandMadeDump().x86().stream(3, list.append(thread(7)).append(thread(8))));
    expect_only_problem(dump, kSecondOfTwo, "4294967295 entries");
    ASSERT_EQ(dump.snapshot().threads.size(), 2u);
    EXPECT_EQ(dump.snapshot().threads[1].ThreadId, 8u);
  }
}

TEST(ThreadListStream, notes_a_count_that_is_cut) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(3, Bytes().u16(1)));
  expect_only_problem(dump, kSecondOfTwo, "4 bytes needed, 2 there");
  EXPECT_TRUE(dump.snapshot().threads.empty());
}

TEST(ThreadListStream, keeps_a_thread_whose_context_lies_outside_the_file) {
  const Bytes list = Bytes().u32(2).u32(7).zeros(36).u32(716).u32(0x9000).append(thread(8));
  const Dump dump = open_dump(HandMadeDump().x86().stream(3, list));
  expect_only_problem(dump, kSecondOfTwo + 4 + 40, "context of thread 0x7");
  ASSERT_EQ(dump.snapshot().threads.size(), 2u);
  EXPECT_TRUE(std::holds_alternative<std::monostate>(dump.snapshot().threads[0].context));
}

TEST(ThreadListStream, reads_the_first_716_bytes_of_a_larger_x86_context) {
  const Bytes list = Bytes().u32(1).u32(7).zeros(36).u32(1000).rva("context");
  const Dump dump = open_dump(HandMadeDump().x86().stream(3, list).part(context_bytes().zeros(284)));
  expect_no_problems(dump);
  EXPECT_EQ(std::get<ContextX86>(dump.snapshot().threads[0].context).Eip, 0xeu);
}

TEST(ThreadListStream, keeps_the_bytes_of_a_shorter_x86_context) {
  const Bytes list = Bytes().u32(1).u32(7).zeros(36).u32(204).rva("context");
  const Dump dump = open_dump(HandMadeDump().x86().stream(3, list).part(context_bytes()));
  EXPECT_EQ(std::get<ContextRaw>(dump.snapshot().threads[0].context).bytes.size(), 204u);
}

TEST(ThreadListStream, reads_amd64_contexts) {
  const Bytes list = Bytes().u32(1).u32(7).zeros(36).u32(1232).rva("context");
  const Bytes context =
      Bytes().label("context").zeros(0x30).u32(0x10000b).zeros(0x98 - 0x34).u64(0xabc).zeros(1072);
  const Dump dump =
      open_dump(HandMadeDump().stream(7, Bytes().u16(9).zeros(54)).stream(3, list).part(context));
  expect_no_problems(dump);
  const auto& read = std::get<ContextAmd64>(dump.snapshot().threads[0].context);
  EXPECT_EQ(read.ContextFlags, 0x10000bu);
  EXPECT_EQ(read.Rsp, 0xabcu);
  EXPECT_EQ(read.raw.size(), 1232u);
}

TEST(ThreadListStream, does_not_copy_the_same_bytes_again_and_again) {
  Bytes list = Bytes().u32(2000);
  for (int i = 0; i < 2000; ++i) list.u32(static_cast<unsigned>(i)).zeros(36).u32(100000).rva("context");
  const Dump dump = open_dump(HandMadeDump()
                                  .stream(7, Bytes().u16(12 /* ARM64 */).zeros(54))
                                  .stream(3, list)
                                  .part(Bytes().label("context").zeros(100000)));
  std::size_t copied = 0;
  for (const Thread& t : dump.snapshot().threads)
    if (const auto* raw = std::get_if<ContextRaw>(&t.context)) copied += raw->bytes.size();
  EXPECT_EQ(dump.snapshot().threads.size(), 2000u);
  EXPECT_LT(copied, 4'000'000u);
  EXPECT_FALSE(dump.problems().empty());
}

TEST(ThreadListStream, is_written_as_the_format_says) {
  Snapshot s;
  s.threads.resize(1);
  s.threads[0].ThreadId = 0x1a4;
  s.threads[0].SuspendCount = 1;
  s.threads[0].PriorityClass = 0x20;
  s.threads[0].Priority = 8;
  s.threads[0].Teb = 0x7ffde000;
  s.threads[0].stack = {{0x12ff00}, 8};
  ContextX86 context;
  context.Eip = 0xe;
  s.threads[0].context = context;
  auto memory = std::make_shared<snapshot::CapturedMemory>();
  memory->append({0x12fefc}, Bytes().u32(0).u64(0x8877665544332211).build());
  s.memory = memory;
  for (const std::uint64_t flags : {0, 2}) {
    s.Flags = flags;
    const auto dump = minidump::to_bytes(s);
    const auto stream = stream_of(dump, 3);
    ASSERT_EQ(stream.size(), 52u);
    const auto expected = Bytes().u32(1).append(thread(0x1a4, "stack", "context"));
    EXPECT_EQ(bytes_at(stream, 0, 40),
              bytes_at(Bytes().append(expected).label("stack").label("context").build(), 0, 40));
    EXPECT_EQ(number_at(dump, number_at(stream, 40, 4), 8), 0x8877665544332211u);
    EXPECT_EQ(number_at(stream, 44, 4), 716u);
    EXPECT_EQ(number_at(stream, 48, 4) % 8, 0u);
    EXPECT_EQ(number_at(dump, number_at(stream, 48, 4) + 0xb8, 4), 0xeu);
  }
}

TEST(ThreadListStream, is_written_without_stack_when_memory_lacks_a_byte_of_it) {
  Snapshot s;
  s.threads.resize(1);
  s.threads[0].stack = {{0x12ff00}, 9};
  auto memory = std::make_shared<snapshot::CapturedMemory>();
  memory->append({0x12ff00}, std::vector<std::byte>(8));
  s.memory = memory;
  EXPECT_EQ(bytes_at(stream_of(minidump::to_bytes(s), 3), 4 + 24, 24),
            Bytes().u64(0x12ff00).u32(0).u32(0).u64(0).build());
}

}  // namespace
}  // namespace dumplab::test
