// SPDX-License-Identifier: MIT
#include <filesystem>
#include <fstream>

#include "support/expect_dump.h"

namespace dumplab::test {
namespace {

/// The error of bytes that must not open.
Error error_of(const Bytes& bytes) {
  const auto dump = Dump::from_bytes(bytes.build());
  EXPECT_FALSE(dump);
  return dump ? Error{} : dump.error();
}
std::vector<std::byte> patched(std::vector<std::byte> bytes, std::size_t offset, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) bytes[offset + i] = std::byte(value >> 8 * i & 0xff);
  return bytes;
}

TEST(Reader, refuses_a_file_that_is_no_minidump) {
  const Error error = error_of(Bytes().text("NOPE").zeros(100));
  EXPECT_EQ(error.kind, ErrorKind::kMalformed);
  EXPECT_EQ(error.where, 0u);
  EXPECT_NE(error.what.find("not a minidump: signature 0x45504f4e"), std::string::npos) << error.what;
}

TEST(Reader, tells_a_kernel_dump_from_a_minidump) {
  const Error error = error_of(Bytes().text("PAGEDUMP").zeros(4096));
  EXPECT_EQ(error.kind, ErrorKind::kUnsupported);
  EXPECT_NE(error.what.find("kernel dump"), std::string::npos) << error.what;
}

TEST(Reader, refuses_an_empty_file) {
  const Error error = error_of(Bytes());
  EXPECT_EQ(error.kind, ErrorKind::kTruncated);
  EXPECT_EQ(error.where, 0u);
  EXPECT_EQ(error.what, "cut in the header: 32 bytes needed, 0 there");
}

TEST(Reader, refuses_a_cut_header) {
  const Error error = error_of(Bytes().text("MDMP").zeros(27));
  EXPECT_EQ(error.where, 31u);
  EXPECT_EQ(error.what, "cut in the header: 32 bytes needed, 31 there");
}

TEST(Reader, refuses_a_cut_directory) {
  const Error error = error_of(Bytes().text("MDMP").u32(0xa793).u32(2).u32(32).zeros(16).zeros(23));
  EXPECT_EQ(error.kind, ErrorKind::kTruncated);
  EXPECT_EQ(error.where, 32u);
  EXPECT_EQ(error.what, "cut in the stream directory: 2 entries of 12 bytes at 0x20, the file has 55 bytes");
}

TEST(Reader, refuses_a_directory_count_that_does_not_fit) {
  HandMadeDump dump;
  dump.declared_streams = 0xffffffff;
  const Error error = error_of(dump.x86().bytes());
  EXPECT_EQ(error.where, 32u);
  EXPECT_NE(error.what.find("4294967295 entries"), std::string::npos);
}

TEST(Reader, refuses_a_directory_outside_the_file) {
  const auto bytes = patched(HandMadeDump().x86().build(), 12, 0xfffffff0);
  const auto dump = Dump::from_bytes(bytes);
  ASSERT_FALSE(dump);
  EXPECT_EQ(dump.error().where, 0xfffffff0u);
}

TEST(Reader, finds_a_directory_anywhere) {
  const Bytes bytes = Bytes()
                          .text("MDMP")
                          .u32(0xa793)
                          .u32(1)
                          .rva("directory")
                          .zeros(16)
                          .label("stream")
                          .u16(0)
                          .zeros(54)
                          .u8(0)
                          .label("directory")
                          .u32(7)
                          .u32(56)
                          .rva("stream");
  expect_no_problems(open_bytes(bytes.build()));
}

TEST(Reader, reads_the_header) {
  HandMadeDump dump;
  dump.flags = 0x123456789abcdef0;
  dump.time = 0x47790000;
  const Dump opened = open_dump(dump.x86());
  EXPECT_EQ(opened.snapshot().Flags, 0x123456789abcdef0u);
  EXPECT_EQ(opened.snapshot().TimeDateStamp, 0x47790000u);
}

TEST(Reader, refuses_a_wrong_version) {
  HandMadeDump dump;
  dump.version = 0xa793a792;
  const auto opened = Dump::from_bytes(dump.x86().build());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().where, 4u);
  EXPECT_NE(opened.error().what.find("version 0xa792, 0xa793 expected"), std::string::npos);
}

TEST(Reader, names_what_is_taken_for_a_minidump) {
  for (const auto& [signature, words] :
       {std::pair{"PAGEDU64", "64-bit kernel dump"}, {"PMDM", "big-endian"}, {"MZ", "PE image"}}) {
    const Error error = error_of(Bytes().text(signature).zeros(100));
    EXPECT_EQ(error.kind, ErrorKind::kUnsupported) << signature;
    EXPECT_NE(error.what.find(words), std::string::npos) << error.what;
  }
}

TEST(Reader, reads_the_entries_in_front_of_a_cut_directory_that_lead_to_something) {
  Bytes bytes;
  bytes.text("MDMP").u32(0xa793).u32(2).rva("directory").u32(0).u32(0).u64(0);
  bytes.label("list").u32(1).u64(0x1000).u32(4).rva("memory").label("memory").u32(7);
  bytes.label("directory").u32(5).u32(20).rva("list").u32(3).u32(4);
  const Dump dump = open_bytes(bytes.build());
  expect_problem(dump, bytes.offset_of("directory") + 12, "directory: 1 of 2 entries are not in the file");
  EXPECT_EQ(dump.snapshot().memory->read_u32({0x1000}), 7u);
}

TEST(Reader, notes_streams_that_share_bytes) {
  const Dump dump = open_bytes(patched(
      HandMadeDump().x86().stream(10, Bytes().text("a").u8(0)).stream(0x4d4b0001, Bytes().u32(1)).build(),
      directory_entry(2) + 8, 32 + 36 + 56));
  expect_only_problem(dump, directory_entry(2), "directory: the part of the file at 0x7c again lies");
}

TEST(Reader, notes_full_memory_that_is_not_there) {
  HandMadeDump dump;
  dump.flags = 2;
  expect_only_problem(open_dump(dump.x86()), 24, "header: MiniDumpWithFullMemory");
}

TEST(Reader, notes_an_exception_of_an_unknown_thread) {
  const Dump dump = open_dump(
      HandMadeDump().x86().stream(3, Bytes().u32(1).u32(7).zeros(44)).stream(6, Bytes().u32(8).zeros(164)));
  expect_only_problem(dump, 32 + 36 + 56 + 52, "Exception: thread 0x8 is not in the ThreadList");
}

TEST(Reader, ignores_the_high_word_of_the_version) {
  HandMadeDump dump;
  dump.version = 0x61b0a793;
  expect_no_problems(open_dump(dump.x86()));
}

TEST(Reader, takes_the_first_of_two_streams_of_a_type) {
  const auto list = [](std::uint32_t id) { return Bytes().u32(1).u32(id).zeros(44); };
  const Dump dump = open_dump(HandMadeDump().x86().stream(3, list(7)).stream(3, list(8)));
  expect_only_problem(dump, directory_entry(2), "a second ThreadList");
  ASSERT_EQ(dump.snapshot().threads.size(), 1u);
  EXPECT_EQ(dump.snapshot().threads[0].ThreadId, 7u);
}

TEST(Reader, ignores_unknown_and_unused_streams) {
  expect_no_problems(open_dump(HandMadeDump()
                                   .x86()
                                   .stream(0, Bytes())
                                   .stream(0, Bytes(), 0xffffffff)
                                   .stream(0x47670001, Bytes().u32(1))
                                   .stream(0x47670001, Bytes().u32(2))
                                   .stream(0xfff0, Bytes())));
}

TEST(Reader, notes_an_unknown_stream_that_is_cut) {
  expect_only_problem(open_dump(HandMadeDump().x86().stream(0x47670001, Bytes().u32(1), 100)),
                      directory_entry(1), "BreakpadInfo: 100 bytes at 0x70 pass the end of the file at 0x74");
}

TEST(Reader, reads_the_part_of_a_stream_in_front_of_the_end_of_the_file) {
  const Dump dump = open_dump(HandMadeDump().x86().stream(3, Bytes().u32(2).u32(7).zeros(44), 4 + 96));
  expect_problem(dump, directory_entry(1), "ThreadList: 100 bytes at 0x70 pass the end of the file at 0xa4");
  expect_problem(dump, 0x70, "2 entries of 48 bytes do not fit into 52 bytes: 1 read");
  EXPECT_EQ(dump.snapshot().threads.size(), 1u);
}

TEST(Reader, notes_a_stream_far_outside_the_file) {
  const auto bytes =
      patched(HandMadeDump().x86().stream(3, Bytes().u32(0)).build(), directory_entry(1) + 8, 0xfffffff0);
  expect_problem(open_bytes(bytes), directory_entry(1), "ThreadList");
}

TEST(Reader, lists_problems_in_file_order) {
  const Dump opened =
      open_dump(HandMadeDump().stream(3, Bytes().u32(9)).stream(4, Bytes().u32(9)).stream(3, Bytes()));
  std::vector<std::uint64_t> offsets;
  for (const DumpProblem& p : opened.problems()) offsets.push_back(p.where);
  EXPECT_EQ(offsets, (std::vector<std::uint64_t>{12, directory_entry(2), 68, 72}));
}

TEST(Reader, gives_memory_that_outlives_the_dump) {
  std::shared_ptr<const MemorySource> memory;
  {
    const Dump dump = open_dump(HandMadeDump()
                                    .x86()
                                    .stream(5, Bytes().u32(1).u64(0x1000).u32(4).rva("a"))
                                    .part(Bytes().label("a").u32(0x1234)));
    memory = dump.snapshot().memory;
  }
  EXPECT_EQ(memory->read_u32({0x1000}), 0x1234u);
}

TEST(Reader, says_why_a_file_cannot_be_opened) {
  const auto missing = Dump::open("/nonexistent/file.dmp");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::kIo);
  EXPECT_EQ(missing.error().what, "No such file or directory");
  const auto directory = Dump::open("/");
  ASSERT_FALSE(directory);
  EXPECT_EQ(directory.error().kind, ErrorKind::kIo);
}

}  // namespace
}  // namespace dumplab::test
