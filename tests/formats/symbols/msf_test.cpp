// SPDX-License-Identifier: MIT
#include "symbols/msf.h"

#include <gtest/gtest.h>

#include "formats/symbols/hand_made_pdb.h"

namespace dumplab::symbols {
namespace {

using test::kBlock;

std::vector<std::byte> pattern(std::size_t size) {
  std::vector<std::byte> bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = std::byte(i * 7 + i / kBlock);
  return bytes;
}

void put32(std::vector<std::byte>& file, std::size_t at, std::uint32_t value) {
  for (int i = 0; i < 4; ++i) file.at(at + i) = std::byte(value >> 8 * i & 0xff);
}
std::uint32_t get32(const std::vector<std::byte>& file, std::size_t at) {
  return static_cast<std::uint32_t>(test::number_at(file, at, 4));
}

// Offsets in the superblock.
constexpr std::size_t kBlockSizeAt = 32, kDirectorySizeAt = 44, kBlockMapAt = 52;
std::size_t directory_at(const std::vector<std::byte>& file) {
  return std::size_t{get32(file, std::size_t{get32(file, kBlockMapAt)} * kBlock)} * kBlock;
}

std::vector<std::byte> bytes_of_stream(const MsfStream& stream) {
  const auto bytes = stream.bytes().bytes();
  return {bytes.begin(), bytes.end()};
}

TEST(Msf, gives_streams_in_place_and_scattered_streams_joined) {
  const auto small = pattern(100), large = pattern(5 * kBlock + 17);
  for (const bool scattered : {false, true}) {
    const auto file = test::msf_file({{}, small, large}, scattered);
    const auto msf = Msf::parse(ByteView(std::span(file)));
    ASSERT_TRUE(msf) << msf.error().what;
    EXPECT_EQ(msf->stream_count(), 3u);
    EXPECT_EQ(bytes_of_stream(*msf->stream(0)), std::vector<std::byte>());
    EXPECT_EQ(bytes_of_stream(*msf->stream(1)), small);
    const auto stream = msf->stream(2);
    EXPECT_EQ(bytes_of_stream(*stream), large);
    const std::byte* data = stream->bytes().bytes().data();
    EXPECT_EQ(data >= file.data() && data < file.data() + file.size(), !scattered)
        << "copied only when it must be";
  }
}

TEST(Msf, reads_a_directory_of_several_blocks) {
  std::vector<std::vector<std::byte>> streams(400, pattern(3));
  const auto file = test::msf_file(streams);
  const auto msf = Msf::parse(ByteView(std::span(file)));
  ASSERT_TRUE(msf) << msf.error().what;
  EXPECT_EQ(bytes_of_stream(*msf->stream(399)), pattern(3));
}

TEST(Msf, says_where_in_the_file_a_scattered_stream_is_wrong) {
  const auto file = test::msf_file({pattern(3 * kBlock)}, true);
  const auto msf = Msf::parse(ByteView(std::span(file)));
  const auto stream = msf->stream(0);
  const auto wrong = stream->locate(stream->bytes().slice(kBlock + 8, 3 * kBlock), "test");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().where, 4 * kBlock + 8) << "blocks 5, 4, 3";
  EXPECT_EQ(wrong.error().what, "test stream (0), offset 0x208: 1536 bytes needed, 1016 left");
}

TEST(Msf, refuses_what_has_no_signature) {
  auto file = test::msf_file({pattern(3)});
  file[3] = std::byte{'x'};
  const auto msf = Msf::parse(ByteView(std::span(file)));
  ASSERT_FALSE(msf);
  EXPECT_EQ(msf.error().kind, ErrorKind::kMalformed);
  EXPECT_EQ(Msf::parse(ByteView()).error().kind, ErrorKind::kTruncated);
}

TEST(Msf, refuses_odd_block_sizes) {
  for (const std::uint32_t size : {0u, 1u, 256u, 513u, 0x80000000u, 0xffffffffu}) {
    auto file = test::msf_file({pattern(3)});
    put32(file, kBlockSizeAt, size);
    const auto msf = Msf::parse(ByteView(std::span(file)));
    ASSERT_FALSE(msf) << size;
    EXPECT_EQ(msf.error().where, kBlockSizeAt);
  }
}

TEST(Msf, refuses_a_directory_past_the_end) {
  auto file = test::msf_file({pattern(3)});
  put32(file, kDirectorySizeAt, 0x7fffffff);
  EXPECT_EQ(Msf::parse(ByteView(std::span(file))).error().kind, ErrorKind::kTruncated);

  file = test::msf_file({pattern(3)});
  put32(file, kBlockMapAt, 0x00ffffff);
  EXPECT_EQ(Msf::parse(ByteView(std::span(file))).error().where, kBlockMapAt);

  file = test::msf_file({pattern(3)});
  file.resize(file.size() - kBlock);  // the block map itself
  EXPECT_EQ(Msf::parse(ByteView(std::span(file))).error().kind, ErrorKind::kTruncated);
}

TEST(Msf, refuses_more_streams_than_the_directory_holds) {
  auto file = test::msf_file({pattern(3)});
  const std::size_t at = directory_at(file);
  put32(file, at, 0x40000000);
  const auto msf = Msf::parse(ByteView(std::span(file)));
  ASSERT_FALSE(msf);
  EXPECT_EQ(msf.error().where, at + 4);
}

TEST(Msf, reports_block_numbers_out_of_range_when_the_stream_is_asked_for) {
  auto file = test::msf_file({pattern(3), pattern(4)});
  put32(file, directory_at(file) + 12, 0x12345);  // block of stream 0
  const auto msf = Msf::parse(ByteView(std::span(file)));
  ASSERT_TRUE(msf);
  const auto stream = msf->stream(0);
  ASSERT_FALSE(stream);
  EXPECT_EQ(stream.error().what.substr(0, 22), "stream 0: block 74565 ");
  EXPECT_TRUE(msf->stream(1)) << "the other stream is whole";
}

TEST(Msf, refuses_streams_larger_than_the_file) {
  auto file = test::msf_file({pattern(3), pattern(4)});
  put32(file, directory_at(file) + 4, 0x7fffffff);
  EXPECT_FALSE(Msf::parse(ByteView(std::span(file)))) << "its blocks are not in the directory";

  // Small enough for the list of blocks to be read, too much for the file: blocks used twice.
  std::vector<std::vector<std::byte>> streams(8, pattern(kBlock));
  file = test::msf_file(streams);
  const std::size_t at = directory_at(file);
  put32(file, at, 1);
  put32(file, at + 4, 7 * kBlock);
  put32(file, kBlockSizeAt + 8, 0xffffff);  // NumBlocks
  for (int i = 0; i < 8; ++i) put32(file, at + 8 + 4 * i, 3);
  const auto msf = Msf::parse(ByteView(std::span(file)));
  ASSERT_TRUE(msf);
  EXPECT_EQ(msf->stream(0)->bytes().size(), 7 * kBlock) << "bounded by the size of the file";
  put32(file, at, 2);
  put32(file, at + 8, 9 * kBlock);
  EXPECT_FALSE(Msf::parse(ByteView(std::span(file))));
}

TEST(Msf, gives_deleted_streams_as_empty) {
  auto file = test::msf_file({{}, pattern(4)});
  put32(file, directory_at(file) + 4, 0xffffffff);
  const auto msf = Msf::parse(ByteView(std::span(file)));
  ASSERT_TRUE(msf) << msf.error().what;
  EXPECT_TRUE(msf->stream(0)->bytes().empty());
  EXPECT_EQ(bytes_of_stream(*msf->stream(1)), pattern(4));
  EXPECT_EQ(msf->stream(2).error().kind, ErrorKind::kMalformed) << "there are two";
}

TEST(Msf, reports_a_stream_that_the_end_of_the_file_cuts) {
  auto file = test::msf_file({pattern(3)});
  // The stream's block is moved behind everything, and that block is missing.
  const std::uint32_t blocks = get32(file, kBlockSizeAt + 8);
  put32(file, kBlockSizeAt + 8, blocks + 1);
  put32(file, directory_at(file) + 8, blocks);
  const auto msf = Msf::parse(ByteView(std::span(file)));
  ASSERT_TRUE(msf);
  EXPECT_EQ(msf->stream(0).error().kind, ErrorKind::kTruncated);
  EXPECT_EQ(msf->stream(0).error().where, file.size());
}

}  // namespace
}  // namespace dumplab::symbols
