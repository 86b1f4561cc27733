// SPDX-License-Identifier: MIT
#include "truth/log.h"

#include <gtest/gtest.h>

namespace dumplab::truth {
namespace {

constexpr const char* kLine =
    R"({"time":12345,"kind":"page-fault","process":8,"thread":0,"linear":"0x7ffde000","frame":"0x1f","error-code":"0x0","sectors":8,"source":"image"})"
    "\n";

TEST(Log, reads_what_a_line_says) {
  const auto log = log_from_json_lines(kLine);
  ASSERT_TRUE(log) << log.error().what;
  ASSERT_EQ(log->size(), 1u);
  const Record& record = log->front();
  EXPECT_EQ(record.time, 12345u);
  EXPECT_EQ(record.kind, Kind::kPageFault);
  EXPECT_EQ(record.process, 8u);
  EXPECT_EQ(record.fields[0], 0x7ffde000u);
  EXPECT_EQ(record.fields[3], 8u);
  EXPECT_EQ(record.text, "image");
}

TEST(Log, writes_it_the_same_way) { EXPECT_EQ(log_to_json_lines(*log_from_json_lines(kLine)), kLine); }

TEST(Log, shows_microseconds_to_people) {
  EXPECT_EQ(
      log_to_text(*log_from_json_lines(kLine)),
      "        1234.5 us     8     0  page-fault       linear=0x7ffde000 frame=0x1f error-code=0x0 sectors=8 "
      "source=\"image\"\n");
}

TEST(Log, names_the_line_that_is_no_record) {
  const std::string text = std::string(kLine) + "{\"time\":1}\n";
  const auto log = log_from_json_lines(text);
  ASSERT_FALSE(log);
  EXPECT_EQ(log.error().where, std::string(kLine).size());
  for (const char* bad : {"x", "[]", "{}", R"({"time":1,"kind":"none","process":0,"thread":0})",
                          R"({"time":-1,"kind":"capture","process":0,"thread":0,"reason":"x"})",
                          R"({"time":1,"kind":"capture","process":0,"thread":0,"reason":5})"})
    EXPECT_FALSE(log_from_json_lines(bad)) << bad;
}

}  // namespace
}  // namespace dumplab::truth
