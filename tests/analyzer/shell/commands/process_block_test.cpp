// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "support/script.h"

namespace dumplab::test {
namespace {

TEST(ProcessBlock, has_the_programs_modules) {
  const auto& truth = captured("null-pointer").truth;
  const std::string text = full("null-pointer").run("!peb");
  EXPECT_TRUE(has_line(text, "PEB at 7ff[0-9a-f]{5}"));
  EXPECT_TRUE(has_line(text, fmt::format("    ImageBaseAddress: +{:08x}", truth.modules[0].base)));
  for (const auto& module : truth.modules)
    EXPECT_TRUE(has_line(text, fmt::format(" +{:x} [0-9a-f]{{8}} .+{}", module.base, module.name)));
}

TEST(ProcessBlock, of_a_real_process) {
  CORPUS_SCRIPT(s, "wine/dumps/nullwrite-proc-full-fp.dmp");
  const std::string text = s.run("!peb");
  for (const Json& module : wine_truth("nullwrite-proc-full-fp")["modules"]) {
    const std::string path = module["path"];
    EXPECT_TRUE(has(text, path + "\n"));
    EXPECT_TRUE(
        has_line(text, fmt::format(" +{:x} {:08x} .*", number(module["base"]), number(module["timestamp"]))));
  }
  EXPECT_TRUE(has(text, "    ImageFile:         'Z:\\corpus\\crash_fp.exe'\n"));
  EXPECT_TRUE(has(text, "        OS=Windows_NT\n"));
}

TEST(ProcessBlock, is_not_in_every_dump) {
  CORPUS_SCRIPT(s, "public/minidump2.dmp");
  EXPECT_TRUE(has(s.run("!peb"), "The dump does not say where the PEB is"));
}

}  // namespace
}  // namespace dumplab::test
