// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(ModuleInfo, has_base_and_size) {
  const auto& module = captured("null-pointer").truth.modules[0];
  const std::string text = full("null-pointer").run(fmt::format("!lmi {:x}", module.base));
  EXPECT_TRUE(
      has(text, fmt::format("    Base Address: {:08x}\n      Image Name: {}\n", module.base, module.name)));
  EXPECT_TRUE(has(text, "    Machine Type: 332 (I386)\n"));
  EXPECT_TRUE(has(text, fmt::format("            Size: {:x}\n", module.size)));
}

// lldb: 5A9832E5-2872-41C1-838E-D98914E9B7FF-00000001.
TEST(ModuleInfo, of_a_real_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  const std::string text = s.run("!lmi test_app");
  EXPECT_EQ(split_lines(text)[0], "Loaded Module Info: [test_app]");
  EXPECT_TRUE(
      has(text, "RSDS - GUID: {5A9832E5-2872-41C1-838E-D98914E9B7FF}  Age: 1, Pdb: c:\\test_app.pdb\n"));
  EXPECT_EQ(s.run("!lmi nothing"), "There is no module nothing\n");
}

}  // namespace
}  // namespace dumplab::test
