// SPDX-License-Identifier: MIT
#include "minidump/writer.h"

#include <fstream>
#include <iterator>

#include "snapshot/captured_memory.h"
#include "support/expect_dump.h"
#include "support/sample_snapshot.h"

namespace dumplab::test {
namespace {

std::vector<std::uint64_t> directory_types(const std::vector<std::byte>& dump) {
  std::vector<std::uint64_t> types;
  for (std::uint64_t i = 0; i < number_at(dump, 8, 4); ++i) types.push_back(number_at(dump, 32 + 12 * i, 4));
  return types;
}

/// Memory that is made up while it is read: `size` bytes at 0x10000, as many as a test likes.
class EndlessMemory final : public MemorySource {
 public:
  explicit EndlessMemory(std::uint64_t size) : range_{{0x10000}, size} {}
  std::span<const AddressRange> ranges() const override { return {&range_, 1}; }
  std::size_t read(LinearAddress, std::span<std::byte> out) const override {
    largest_ = std::max(largest_, out.size());
    return out.size();
  }
  std::size_t largest_request() const { return largest_; }

 private:
  AddressRange range_;
  mutable std::size_t largest_ = 0;
};

class WriterFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::temp_directory_path() /
        ("dumplab-writer-" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directory(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::size_t count_files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder_), {}));
  }
  std::filesystem::path folder_;
};

TEST(Writer, begins_with_the_header) {
  Snapshot s;
  s.TimeDateStamp = 0x47790000;
  s.Flags = 0x1800;
  const auto dump = minidump::to_bytes(s);
  EXPECT_EQ(bytes_at(dump, 0, 32),
            Bytes().text("MDMP").u32(0xa793).u32(4).u32(32).u32(0).u32(0x47790000).u64(0x1800).build());
}

TEST(Writer, orders_the_directory_for_every_reader) {
  Snapshot s = make_sample_snapshot();
  EXPECT_EQ(directory_types(minidump::to_bytes(s)),
            (std::vector<std::uint64_t>{7, 15, 3, 17, 24, 4, 14, 6, 9, 16, 12, 0x10001, 0x4d7a0001}));
  s.Flags = 0;
  EXPECT_EQ(directory_types(minidump::to_bytes(s)),
            (std::vector<std::uint64_t>{7, 15, 3, 17, 24, 4, 14, 6, 5, 16, 12, 0x10001, 0x4d7a0001}));
}

TEST(Writer, writes_only_the_streams_that_a_snapshot_has) {
  EXPECT_EQ(directory_types(minidump::to_bytes(Snapshot{})), (std::vector<std::uint64_t>{7, 3, 4, 5}));
}

TEST(Writer, puts_pieces_one_behind_the_other_and_memory_last) {
  const auto dump = minidump::to_bytes(make_sample_snapshot());
  std::uint64_t end = 32 + 12 * 9;
  for (std::uint64_t i = 0; i < 9; ++i) {
    EXPECT_GE(number_at(dump, 32 + 12 * i + 8, 4), end);
    end = number_at(dump, 32 + 12 * i + 8, 4) + number_at(dump, 32 + 12 * i + 4, 4);
  }
  EXPECT_LE(end, number_at(stream_of(dump, 9), 8, 8));
}

TEST(Writer, points_stacks_into_the_memory) {
  const auto dump = minidump::to_bytes(make_sample_snapshot());
  const auto threads = stream_of(dump, 3);
  const auto base = number_at(stream_of(dump, 9), 8, 8);
  EXPECT_EQ(number_at(threads, 4 + 36, 4), base);
  // The second stack lies 0x10 bytes behind the start of the second range, which follows 0x100 bytes.
  EXPECT_EQ(number_at(threads, 4 + 48 + 32, 4), 0x20u);
  EXPECT_EQ(number_at(threads, 4 + 48 + 36, 4), base + 0x110);
}

TEST(Writer, gives_the_same_bytes_for_the_same_snapshot) {
  EXPECT_EQ(minidump::to_bytes(make_sample_snapshot()), minidump::to_bytes(make_sample_snapshot()));
}

TEST_F(WriterFile, has_the_same_bytes_as_in_memory) {
  const auto path = folder_ / "a.dmp";
  const auto written = minidump::write_file(make_sample_snapshot(), path);
  ASSERT_TRUE(written) << written.error().what;
  std::ifstream file(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  const auto bytes = std::as_bytes(std::span(text));
  EXPECT_EQ(std::vector(bytes.begin(), bytes.end()), minidump::to_bytes(make_sample_snapshot()));
  EXPECT_EQ(count_files(), 1u);
  const auto dump = Dump::open(path);
  ASSERT_TRUE(dump);
  EXPECT_TRUE(dump->snapshot() == make_sample_snapshot());
}

TEST_F(WriterFile, may_replace_the_dump_that_its_memory_comes_from) {
  const auto path = folder_ / "a.dmp";
  ASSERT_TRUE(minidump::write_file(make_sample_snapshot(), path));
  const auto dump = Dump::open(path);
  ASSERT_TRUE(dump);
  ASSERT_TRUE(minidump::write_file(dump->snapshot(), path));
  EXPECT_TRUE(Dump::open(path)->snapshot() == make_sample_snapshot());
}

TEST_F(WriterFile, is_not_left_behind_when_it_cannot_be_written) {
  std::filesystem::create_directory(folder_ / "a.dmp");
  const auto written = minidump::write_file(make_sample_snapshot(), folder_ / "a.dmp");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().kind, ErrorKind::kIo);
  EXPECT_FALSE(minidump::write_file(make_sample_snapshot(), folder_ / "no" / "a.dmp"));
  EXPECT_EQ(count_files(), 1u);
}

TEST_F(WriterFile, refuses_4_GiB_of_memory_in_a_memory_list) {
  Snapshot s;
  s.memory = std::make_shared<EndlessMemory>(0x100000000);
  const auto written = minidump::write_file(s, folder_ / "a.dmp");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().kind, ErrorKind::kUnsupported);
  EXPECT_EQ(count_files(), 0u);
}

TEST_F(WriterFile, is_written_in_small_pieces) {
  Snapshot s;
  s.Flags = 2;
  const auto memory = std::make_shared<EndlessMemory>(5 << 20);
  s.memory = memory;
  ASSERT_TRUE(minidump::write_file(s, folder_ / "a.dmp"));
  EXPECT_LE(memory->largest_request(), 1u << 20);
}

}  // namespace
}  // namespace dumplab::test
