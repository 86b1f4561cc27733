// SPDX-License-Identifier: MIT
#include "report/stack_picture.h"

#include <gtest/gtest.h>

#include "analyzer/hand_made_process.h"

namespace dumplab::report {
namespace {

using test::HandMadeProcess;

std::string draw(HandMadeProcess& process, std::uint32_t eip, std::uint32_t esp, std::uint32_t ebp) {
  const Analysis analysis(process.finish(eip, esp, ebp), {}, {});
  const auto page = draw_stack(analysis, std::nullopt);
  return page ? document::render_text(*page) : page.error().what;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(StackPicture, a_saved_ebp_leads_to_the_next_frame_and_proves_it) {
  HandMadeProcess process;
  process.word(0x20100, 0x20140);
  process.word(0x20104, 0x10000200);
  const std::string text = draw(process, 0x10000100, 0x200f8, 0x20100);
  EXPECT_TRUE(has(text, "EIP -> 00 10000100 A+0x100")) << text;
  EXPECT_TRUE(has(text, "ESP ->  000200f8  00000000")) << text;
  EXPECT_TRUE(has(text, "EBP ->  00020100  00020140  saved EBP")) << text;
  EXPECT_TRUE(has(text, "[00020100] -> 00020140")) << text;
  EXPECT_TRUE(has(text, "00020104  10000200  return to A+0x200")) << text;
}

TEST(StackPicture, the_middle_of_a_large_frame_is_left_out_and_counted) {
  HandMadeProcess process;
  process.word(0x20300, 0x20340);
  process.word(0x20304, 0x10000200);
  const std::string text = draw(process, 0x10000100, 0x20100, 0x20300);
  // 82h words: the first 8 and the last 4, of which two are saved EBP and return address.
  EXPECT_TRUE(has(text, "... 0x1d8 bytes")) << text;
  EXPECT_TRUE(has(text, "0002011c")) << text;
  EXPECT_FALSE(has(text, "00020120")) << text;
  EXPECT_TRUE(has(text, "000202f8")) << text;
}

TEST(StackPicture, the_middle_of_a_long_stack_is_left_out_and_counted) {
  HandMadeProcess process;
  for (std::uint32_t ebp = 0x20100; ebp < 0x20900; ebp += 16) {
    process.word(ebp, ebp + 16);
    process.word(ebp + 4, 0x10000200);
  }
  // 128 saved EBPs make 129 frames, of which 32 and 8 are shown.
  EXPECT_TRUE(has(draw(process, 0x10000100, 0x200f8, 0x20100), "... 89 frames, 0x590 bytes, left out"));
}

TEST(StackPicture, words_that_the_dump_lacks_are_question_marks) {
  HandMadeProcess process;
  process.snapshot.threads[0].stack = {{0x20000}, 0x10010};
  EXPECT_TRUE(has(draw(process, 0x10000100, 0x2fff8, 0), "00030000  ????????"));
}

TEST(StackPicture, a_thread_that_is_not_there_is_an_error) {
  HandMadeProcess process;
  const Analysis analysis(process.finish(0x10000100, 0x200f8, 0), {}, {});
  const auto page = draw_stack(analysis, 9);
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().what, "there is no thread 9");
}

}  // namespace
}  // namespace dumplab::report
