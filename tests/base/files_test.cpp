// SPDX-License-Identifier: MIT
#include "base/files.h"

#include <gtest/gtest.h>

#include <unistd.h>

namespace dumplab {
namespace {

namespace fs = std::filesystem;

class Files : public testing::Test {
 protected:
  Files() { fs::create_directories(folder_); }
  ~Files() override { fs::remove_all(folder_); }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }
  const fs::path folder_ = fs::temp_directory_path() / ("dumplab-files-test-" + std::to_string(::getpid()));
};

TEST_F(Files, written_text_reads_back) {
  ASSERT_TRUE(write_text_file(folder_ / "a", "words"));
  EXPECT_EQ(*read_text_file(folder_ / "a"), "words");
  EXPECT_EQ(entries(), 1u);
}

TEST_F(Files, a_file_that_is_not_committed_never_appears) {
  {
    auto file = AtomicFile::create(folder_ / "a");
    ASSERT_TRUE(file);
    file->write("half");
  }
  EXPECT_EQ(entries(), 0u);
}

TEST_F(Files, an_old_file_stays_until_the_new_one_is_complete) {
  ASSERT_TRUE(write_text_file(folder_ / "a", "old"));
  auto file = AtomicFile::create(folder_ / "a");
  file->write("new");
  EXPECT_EQ(*read_text_file(folder_ / "a"), "old");
  ASSERT_TRUE(file->commit());
  EXPECT_EQ(*read_text_file(folder_ / "a"), "new");
}

TEST_F(Files, refusals_carry_the_systems_words) {
  EXPECT_EQ(MappedFile::open(folder_ / "none").error().what, "No such file or directory");
  EXPECT_EQ(MappedFile::open(folder_).error().what, "Is a directory");
  EXPECT_EQ(AtomicFile::create(folder_).error().what, "Is a directory");
  EXPECT_EQ(AtomicFile::create(folder_ / "no" / "a").error().what, "No such file or directory");
}

TEST_F(Files, an_empty_file_is_an_empty_view) {
  ASSERT_TRUE(write_text_file(folder_ / "a", ""));
  EXPECT_EQ(MappedFile::open(folder_ / "a")->view().size(), 0u);
}

}  // namespace
}  // namespace dumplab
