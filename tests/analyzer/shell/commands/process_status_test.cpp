// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(ProcessStatus, shows_id_and_program) {
  const auto& truth = captured("null-pointer").truth;
  EXPECT_EQ(full("null-pointer").run("|"),
            fmt::format(".  0  id: {:x}  examine  name: {}\n", truth.process_id, truth.modules[0].path));
}

// Process 3932: lldb.
TEST(ProcessStatus, of_a_real_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_EQ(s.run("|"), ".  0  id: f5c  examine  name: c:\\test_app.exe\n");
}

}  // namespace
}  // namespace dumplab::test
