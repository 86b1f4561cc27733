// SPDX-License-Identifier: MIT
#include "diagnose/bucket.h"

#include <gtest/gtest.h>

#include "analyzer/diagnose/hand_made_case.h"

namespace dumplab::diagnose {
namespace {

using test::HandMadeCase;

TEST(Bucket, blames_the_first_frame_of_the_program) {
  HandMadeCase made;
  made.add_thread(8);
  made.add_frame(8, "crt.dll", "memcpy");
  made.add_frame(8, "Orders.exe", "Total");
  made.raise(0xc0000005, 8, HandMadeCase::registers(0x401000, 0x10f000), {0, 0});
  const Facts& facts = made.facts();
  const Bucket bucket = make_bucket(facts, *match_pattern("null-data-pointer", facts));
  EXPECT_EQ(bucket.frame, 1u);
  EXPECT_EQ(bucket.failure_bucket_id, "NULL_POINTER_READ_c0000005_Orders.exe!Total");
}

TEST(Bucket, of_a_bad_address_blames_its_caller) {
  HandMadeCase made;
  made.add_thread(8);
  made.add_frame(8, "", "");
  made.add_frame(8, "Orders.exe", "Send");
  made.raise(0xc0000005, 8, HandMadeCase::registers(0, 0x10f000), {8, 0});
  const Facts& facts = made.facts();
  EXPECT_EQ(make_bucket(facts, *match_pattern("null-code-pointer", facts)).symbol, "Send");
}

// Hashes of one line by the published test vectors of FNV-1a: "" is cbf29ce484222325, "a" af63dc4c8601ec8c.
TEST(FailureHash, is_FNV_1a) {
  EXPECT_EQ(failure_hash("").substr(0, 20), "{cbf29ce4-8422-2325-");
  EXPECT_EQ(failure_hash("a").substr(0, 20), "{af63dc4c-8601-ec8c-");
  EXPECT_EQ(failure_hash("a").size(), 38u);
}

}  // namespace
}  // namespace dumplab::diagnose
