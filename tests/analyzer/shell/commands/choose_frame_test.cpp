// SPDX-License-Identifier: MIT
#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(ChooseFrame, shows_a_frame_of_the_stack) {
  const auto& truth = captured("null-pointer").truth;
  Script s = full("null-pointer");
  s.run(".ecxr");
  for (const auto& thread : truth.threads)
    if (thread.has_exception) {
      EXPECT_TRUE(has_line(s.run(".frame 1"),
                           "01 [0-9a-f]{8} [0-9a-f]{8}     " +
                               thread.frames[1].module.substr(0, thread.frames[1].module.find('.')) + "!.*"))
          << "";
    }
  EXPECT_TRUE(has(s.run(".frame ffff"), "There is no frame ffff"));
}

// Breakpad: frame 1 has EIP 00404200, ESP 0012fe90, EBP 0012ff70.
TEST(ChooseFrame, with_its_registers) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  s.run(".ecxr");
  const std::string text = s.run(".frame /c 1");
  EXPECT_TRUE(has(text, "01 0012ff70 004053ec     test_app!main+0x50 [c:\\test_app.cc @ 65]\n"));
  EXPECT_TRUE(has(text, "eip=00404200 esp=0012fe90 ebp=0012ff70"));
  EXPECT_TRUE(has_line(s.run("k 1"), "00 0012ff70 004053ec     test_app!main\\+0x50.*")) << "k begins there";
}

}  // namespace
}  // namespace dumplab::test
