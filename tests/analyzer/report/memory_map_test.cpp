// SPDX-License-Identifier: MIT
#include "report/memory_map.h"

#include <gtest/gtest.h>

namespace dumplab::report {
namespace {

using truth::Kind;
using truth::Log;

constexpr std::uint32_t kProcess = 100, kOther = 200;

truth::Record fault(std::uint32_t process, std::uint64_t linear, std::uint64_t frame, std::string source) {
  return {1, Kind::kPageFault, process, 0, {linear, frame}, std::move(source)};
}
truth::Record out(std::uint64_t frame) { return {2, Kind::kPageOut, 0, 0, {0, frame}, "dropped"}; }

std::vector<MemoryMap::Page> pages(const Log& log) { return map_from_log(log).pages; }

TEST(MemoryMap, a_page_is_where_its_last_fault_put_it) {
  const std::vector<MemoryMap::Page> expected = {{kProcess, 0x1000, 8, "copy"}};
  EXPECT_EQ(pages({fault(kProcess, 0x1000, 7, "image"), fault(kProcess, 0x1004, 8, "copy")}), expected);
}

TEST(MemoryMap, a_page_that_went_out_is_nowhere) {
  EXPECT_TRUE(pages({fault(kProcess, 0x1000, 7, "zero"), out(7)}).empty());
}

TEST(MemoryMap, a_frame_has_several_owners_only_when_it_is_shared) {
  EXPECT_EQ(pages({fault(kProcess, 0x1000, 7, "image"), fault(kOther, 0x5000, 7, "shared")}).size(), 2u);
  const std::vector<MemoryMap::Page> expected = {{kOther, 0x5000, 7, "zero"}};
  EXPECT_EQ(pages({fault(kProcess, 0x1000, 7, "image"), fault(kOther, 0x5000, 7, "zero")}), expected);
}

TEST(MemoryMap, what_was_freed_or_ended_is_gone) {
  const truth::Record freed{3, Kind::kFree, kProcess, 0, {0x1000, 0x2000}, {}};
  EXPECT_TRUE(pages({fault(kProcess, 0x1000, 7, "zero"), fault(kProcess, 0x2000, 8, "zero"), freed}).empty());
  const truth::Record ended{3, Kind::kProcessExit, kProcess, 0, {0}, {}};
  EXPECT_EQ(pages({fault(kProcess, 0x1000, 7, "zero"), fault(kOther, 0x1000, 8, "zero"), ended}).size(), 1u);
}

TEST(MemoryMap, pages_are_named_after_what_lies_there) {
  const truth::Record module{0, Kind::kModuleLoad, kProcess, 0, {0x400000, 0x3000}, "C:\\a\\Orders.exe"};
  const truth::Record thread{0, Kind::kThreadStart, kProcess, 12, {0, 0x7ffde000, 0x130000, 0x30000}, {}};
  const auto found = pages({module, thread, fault(kProcess, 0x402000, 5, "image"),
                            fault(kProcess, 0x12f000, 6, "zero"), fault(kProcess, 0x7ffde000, 7, "zero")});
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].what, "stack:12");
  EXPECT_EQ(found[1].what, "image:Orders.exe");
  EXPECT_EQ(found[2].what, "teb:12");
}

TEST(MemoryMap, runs_of_pages_in_runs_of_frames_are_one_box) {
  const Log log = {fault(kProcess, 0x1000, 7, "zero"), fault(kProcess, 0x2000, 8, "zero"),
                   fault(kProcess, 0x3000, 20, "zero")};
  const std::string text = document::render_text(draw_memory_map(map_from_log(log)));
  EXPECT_NE(text.find("00001000-00002fff  2 pages  -> frames 7-8  physical 00007000"), std::string::npos)
      << text;
  EXPECT_NE(text.find("00003000-00003fff  1 page   -> frame 20  physical 00014000"), std::string::npos)
      << text;
}

TEST(FaultTimeLine, counts_by_source_and_says_where_it_is_from) {
  const std::string text = document::render_text(
      draw_faults({fault(kProcess, 0x1000, 7, "zero"), fault(kProcess, 0x2000, 8, "image"), out(7)}));
  EXPECT_NE(text.find("event log"), std::string::npos);
  EXPECT_NE(text.find("image  zero  page-out"), std::string::npos) << text;
  EXPECT_FALSE(document::render_text(draw_faults({})).empty());
  truth::Record late = fault(kProcess, 0x1000, 7, "zero");
  late.time = ~std::uint64_t{0};
  EXPECT_FALSE(document::render_text(draw_faults({late, fault(kProcess, 0, 1, "zero")})).empty());
}

}  // namespace
}  // namespace dumplab::report
