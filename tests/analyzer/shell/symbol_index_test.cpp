// SPDX-License-Identifier: MIT
// Names of test_app.sym (FUNC 41b0 86 main, FUNC 4290 18 CrashFunction), which Breakpad made.
#include "shell/symbol_index.h"

#include "support/script.h"

namespace dumplab::shell {
namespace {

#define INDEX_OR_SKIP(index)                     \
  CORPUS_SCRIPT(script, "public/minidump2.dmp"); \
  const SymbolIndex& index = script.session().target().symbols()

TEST(SymbolIndex, finds_names_in_one_module_and_in_all) {
  INDEX_OR_SKIP(index);
  EXPECT_EQ(index.find("test_app!main"), 0x4041b0u);
  EXPECT_EQ(index.find("TEST_APP!MAIN"), 0x4041b0u);
  EXPECT_EQ(index.find("mainCRTStartup"), index.find("test_app!mainCRTStartup"));
  EXPECT_EQ(index.find("kernel32!main"), std::nullopt);
  EXPECT_EQ(index.find("nothing!main"), std::nullopt);
}

TEST(SymbolIndex, describes_addresses) {
  INDEX_OR_SKIP(index);
  EXPECT_EQ(index.describe(0x4041b0), "test_app!main");
  EXPECT_EQ(index.describe(0x404200), "test_app!main+0x50");
  EXPECT_EQ(index.describe(0x40429e), "test_app!`anonymous namespace'::CrashFunction+0xe");
  EXPECT_EQ(index.describe(0x7c90eb94), "ntdll+0xeb94") << "no symbols";
  EXPECT_EQ(index.describe(0x10), "");
}

TEST(SymbolIndex, names_the_call_in_front_of_a_return_address) {
  INDEX_OR_SKIP(index);
  // One behind main's last byte, 41b0 + 86.
  EXPECT_EQ(index.describe(0x404236, true), "test_app!main+0x86");
  EXPECT_NE(index.describe(0x404236, false), "test_app!main+0x86");
}

TEST(SymbolIndex, finds_modules_by_either_name) {
  INDEX_OR_SKIP(index);
  const auto* module = index.find_module("Kernel32.DLL");
  ASSERT_NE(module, nullptr);
  EXPECT_EQ(module, index.find_module("kernel32"));
  EXPECT_EQ(index.module_name(*module), "kernel32");
  EXPECT_EQ(index.find_module("kernel"), nullptr);
}

TEST(SymbolIndex, has_neighbours) {
  INDEX_OR_SKIP(index);
  const auto around = index.around(0x40429e);
  ASSERT_EQ(around.at.size(), 1u);
  EXPECT_EQ(around.at[0].address, 0x404290u);
  EXPECT_EQ(around.at[0].size, 0x18u);
  ASSERT_TRUE(around.next);
  EXPECT_GE(around.next->address, 0x4042a8u);
  EXPECT_TRUE(index.around(0x10).at.empty());
}

TEST(SymbolIndex, matches_patterns) {
  INDEX_OR_SKIP(index);
  const auto found = index.match("test_app!ma?n");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].text(), "test_app!main");
  EXPECT_TRUE(index.match("ntdll!*").empty());
}

}  // namespace
}  // namespace dumplab::shell
