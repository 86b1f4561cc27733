// SPDX-License-Identifier: MIT
// Expected numbers: published.py, by Python's hashlib.blake2b. For instance_of_a_student() that is, with
//   f(w) = len(w).to_bytes(8, "little") + w
//   key = blake2b(b"correct horse battery", digest_size=32).digest()
//   blake2b(f(b"dumplab/seed/1") + f(b"exam") + f(b"lab-3") + f(b"2026w") + f(b"s1001") + f(b"null-pointer")
//   +
//           f(b"0") + f(b""), key=key, digest_size=32).digest()[:8], read as a little-endian number.
#include "classroom/keys.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <stdexcept>

#include "base/files.h"

namespace dumplab::classroom {
namespace {

Secret secret_of(std::string_view text) {
  auto secret = Secret::from_bytes(std::as_bytes(std::span(text)));
  if (!secret) throw std::invalid_argument(secret.error().what);
  return *secret;
}

Secret horse() { return secret_of("correct horse battery"); }

Instance instance_of_a_student() { return {Use::kExam, "lab-3", "2026w", "s1001", "null-pointer", 0}; }

std::string error_of(std::string_view text) {
  const auto secret = Secret::from_bytes(std::as_bytes(std::span(text)));
  return secret ? "accepted" : secret.error().what;
}

TEST(Keys, seeds_are_keyed_blake2b) {
  Instance instance = instance_of_a_student();
  EXPECT_EQ(horse().seed(instance), 0x241dc9646ef0b568u);
  instance.attempt = 1;
  EXPECT_EQ(horse().seed(instance), 0x3906fea964d73278u);
  instance = instance_of_a_student();
  instance.student = "s1002";
  EXPECT_EQ(horse().seed(instance), 0x599a5d724943a28fu);
}

TEST(Keys, of_practice_are_not_those_of_exams) {
  Instance instance = instance_of_a_student();
  instance.use = Use::kPractice;
  EXPECT_EQ(horse().seed(instance), 0xd6cfda51c7c081acu);
}

TEST(Keys, without_a_teacher_come_from_a_secret_that_everybody_knows) {
  EXPECT_EQ(Secret::known_to_all().seed({Use::kPractice, "", "", "", "deadlock", 42}), 0xe0b580af6b58c803u);
}

TEST(Keys, salts_differ_from_check_to_check) {
  const Salt first{0x16, 0xef, 0xa3, 0x0d, 0xf4, 0x6a, 0x1f, 0xde,
                   0x9e, 0xaf, 0x5b, 0x48, 0xa3, 0x43, 0x6d, 0xa6};
  const Salt second{0xf6, 0x40, 0xe6, 0x2f, 0x53, 0xf5, 0x86, 0x28,
                    0x24, 0x72, 0xa4, 0x45, 0xf1, 0xc9, 0x3d, 0x32};
  EXPECT_EQ(horse().salt(instance_of_a_student(), "part-1"), first);
  EXPECT_EQ(horse().salt(instance_of_a_student(), "part-2"), second);
}

TEST(Keys, depend_on_each_field_and_on_where_fields_end) {
  const Instance a = instance_of_a_student();
  std::set<std::uint64_t> seeds{horse().seed(a), secret_of("correct horse batterz").seed(a)};
  Instance b = a;
  b.lab = "lab-32026w", b.term = "";
  seeds.insert(horse().seed(b));
  b = a, b.lab = "lab-", b.term = "32026w";
  seeds.insert(horse().seed(b));
  b = a, b.exercise = "deadlock";
  seeds.insert(horse().seed(b));
  b = a, b.attempt = 0x100000000;
  seeds.insert(horse().seed(b));
  EXPECT_EQ(seeds.size(), 6u);
}

TEST(Secret, is_the_same_with_a_line_end_behind_it) {
  EXPECT_EQ(secret_of("correct horse battery\n").seed(instance_of_a_student()), 0x241dc9646ef0b568u);
  EXPECT_EQ(secret_of("correct horse battery\r\n").seed(instance_of_a_student()), 0x241dc9646ef0b568u);
  EXPECT_NE(secret_of("correct horse battery ").seed(instance_of_a_student()), 0x241dc9646ef0b568u);
}

TEST(Secret, is_read_from_a_file) {
  const auto path = std::filesystem::path(testing::TempDir()) / "secret_of_keys_test";
  ASSERT_TRUE(write_text_file(path, "correct horse battery\n"));
  const auto secret = Secret::read(path);
  ASSERT_TRUE(secret) << secret.error().what;
  EXPECT_EQ(secret->seed(instance_of_a_student()), 0x241dc9646ef0b568u);
  std::filesystem::remove(path);
  EXPECT_EQ(Secret::read(path).error().kind, ErrorKind::kIo);
}

TEST(Secret, is_neither_short_nor_a_whole_disk) {
  EXPECT_EQ(error_of(""), "secret: 0 bytes, 16 to 65536 are wanted");
  EXPECT_EQ(error_of("fifteen letters\n"), "secret: 15 bytes, 16 to 65536 are wanted");
  EXPECT_EQ(error_of("sixteen letters!"), "accepted");
  EXPECT_EQ(error_of(std::string(65536, 'x')), "accepted");
  EXPECT_EQ(error_of(std::string(65537, 'x')), "secret: 65537 bytes, 16 to 65536 are wanted");
}

}  // namespace
}  // namespace dumplab::classroom
