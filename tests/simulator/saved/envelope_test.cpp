// SPDX-License-Identifier: MIT
#include "saved/envelope.h"

#include <gtest/gtest.h>

#include <cstring>
#include <string>

#include "base/version.h"

namespace dumplab::saved {
namespace {

const std::string kGuest(64, 'a');

/// A file with an archive of three bytes.
std::vector<std::byte> file() {
  const std::vector<std::byte> archive = {std::byte{1}, std::byte{2}, std::byte{3}};
  const Envelope envelope = make_envelope(kGuest, archive);
  std::vector<std::byte> bytes(sizeof envelope + archive.size());
  std::memcpy(bytes.data(), &envelope, sizeof envelope);
  std::copy(archive.begin(), archive.end(), bytes.end() - 3);
  return bytes;
}

void expect_refused(const std::vector<std::byte>& bytes, ErrorKind kind, std::uint64_t where,
                    std::string_view guest = kGuest) {
  const auto opened = open_envelope(ByteView(bytes), guest);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().kind, kind) << opened.error().what;
  EXPECT_EQ(opened.error().where, where) << opened.error().what;
}

TEST(Envelope, is_what_the_format_says) {
  const auto bytes = file();
  ASSERT_EQ(bytes.size(), 147u);
  const auto text = [&](std::size_t at, std::size_t size) {
    std::string result;
    for (std::size_t i = at; i < at + size; ++i) result += static_cast<char>(bytes[i]);
    return result;
  };
  EXPECT_EQ(text(0, 16), "Dumplab machine\n");
  EXPECT_EQ(text(16, 8), std::string("\3\0\0\0\0\0\0\0", 8));
  EXPECT_EQ(text(24, kVersion.size() + 1), std::string(kVersion) + '\0');
  EXPECT_EQ(text(40, 64), kGuest);
  EXPECT_EQ(text(104, 8), std::string("\3\0\0\0\0\0\0\0", 8));
}

TEST(Envelope, gives_the_archive_with_its_place_in_the_file) {
  const auto bytes = file();
  const auto archive = open_envelope(ByteView(bytes), kGuest);
  ASSERT_TRUE(archive);
  EXPECT_EQ(archive->size(), 3u);
  EXPECT_EQ(archive->origin(), 144u);
}

TEST(Envelope, refuses_every_file_of_which_a_byte_changed) {
  const auto whole = file();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    auto bytes = whole;
    bytes[at] ^= std::byte{0x10};
    EXPECT_FALSE(open_envelope(ByteView(bytes), kGuest)) << at;
  }
}

TEST(Envelope, refuses_every_cut_file_and_a_longer_one) {
  const auto whole = file();
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(open_envelope(ByteView(std::span(whole).first(size)), kGuest)) << size;
  auto longer = whole;
  longer.resize(148);
  expect_refused(longer, ErrorKind::kMalformed, 147);
}

TEST(Envelope, says_where_the_fault_lies) {
  auto bytes = file();
  expect_refused(bytes, ErrorKind::kUnsupported, 40, std::string(64, 'b'));
  bytes[146] = std::byte{4};
  expect_refused(bytes, ErrorKind::kMalformed, 112);
  bytes[24] = std::byte{'9'};
  expect_refused(bytes, ErrorKind::kUnsupported, 24);
  bytes[16] = std::byte{9};
  expect_refused(bytes, ErrorKind::kUnsupported, 16);
  bytes[0] = std::byte{'M'};
  expect_refused(bytes, ErrorKind::kMalformed, 0);
  bytes.resize(143);
  bytes[0] = std::byte{'D'};
  expect_refused(bytes, ErrorKind::kTruncated, 0);
}

}  // namespace
}  // namespace dumplab::saved
