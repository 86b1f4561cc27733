// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(ListModules, are_the_machines) {
  const auto& truth = captured("null-pointer").truth;
  const std::string text = full("null-pointer").run("lm");
  EXPECT_EQ(split_lines(text)[0], "start    end        module name");
  for (const auto& module : truth.modules)
    EXPECT_TRUE(has_line(text, fmt::format("{:08x} {:08x}   {} +\\([a-z]+ symbols\\) +{}", module.base,
                                           module.base + module.size,
                                           module.name.substr(0, module.name.find('.')), module.name)));
}

// Ranges and versions: Breakpad's published answer.
TEST(ListModules, of_a_real_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_EQ(s.lines("lm").size(), 14u);
  EXPECT_EQ(s.lines("lm m imm*")[1], "76390000 763ad000   imm32      (no symbols)           imm32.dll");
  EXPECT_EQ(s.lines("lm a 7c816fd7")[1].substr(0, 28), "7c800000 7c8f4000   kernel32");
  EXPECT_TRUE(has(s.run("lm1m *32"), "advapi32\n"));
  EXPECT_EQ(s.lines("lm1m ole*"), (Lines{"ole32"}));
  const std::string details = s.run("lmvm kernel32");
  EXPECT_TRUE(has(details,
                  "    Image path: C:\\WINDOWS\\system32\\kernel32.dll\n    Image name: kernel32.dll\n    "
                  "Timestamp:        "));
  EXPECT_TRUE(has(details, "    ImageSize:        000F4000\n"));
  EXPECT_TRUE(has(details, "    File version:     5.1.2600.2945\n"));
}

TEST(ListModules, that_were_unloaded_come_last) {
  Snapshot s = hand_made();
  s.unloaded_modules.push_back({0x10000000, 0x6000, 0, 0, "plug.dll"});
  EXPECT_EQ(script_of(s).lines("lm"), (Lines{"start    end        module name", "",
                                             "Unloaded modules:", "10000000 10006000   plug.dll"}));
}

TEST(ListModules, with_one_name_are_told_apart) {
  Snapshot s = hand_made();
  for (const std::uint32_t base : {0x400000u, 0x10000000u}) {
    Module& m = s.modules.emplace_back();
    m.BaseOfImage = base;
    m.SizeOfImage = 0x1000;
    m.path = "C:\\lab.dll";
  }
  EXPECT_EQ(script_of(s).lines("lm1m"), (Lines{"lab", "lab_10000000"}));
}

}  // namespace
}  // namespace dumplab::test
