// SPDX-License-Identifier: MIT
#include "shell/expression.h"

#include <gtest/gtest.h>

namespace dumplab::shell {
namespace {

/// A 32-bit process: eax is 5, $teb 7ffde000, lab!main and face are symbols, at 1000 is 11223344h.
struct Process : Names {
  unsigned base = 16, pointer = 4;

  std::optional<std::uint64_t> find_register(std::string_view name) const override {
    return name == "eax" ? std::optional<std::uint64_t>(5) : std::nullopt;
  }
  Result<std::uint64_t> find_pseudo_register(std::string_view name) const override {
    if (name == "teb") return std::uint64_t{0x7ffde000};
    return fail(ErrorKind::kMalformed, 0, "no such thing");
  }
  std::optional<std::uint64_t> find_symbol(std::string_view name) const override {
    if (name == "lab!main") return 0x401000;
    if (name == "face") return 0x402000;
    return name == "zoo" ? std::optional<std::uint64_t>(0x403000) : std::nullopt;
  }
  std::optional<std::uint64_t> read_number(std::uint64_t address, unsigned size) const override {
    if (address != 0x1000) return std::nullopt;
    return size >= 4 ? 0x11223344 : 0x11223344 & ((1u << 8 * size) - 1);
  }
  unsigned radix() const override { return base; }
  unsigned pointer_size() const override { return pointer; }
};

std::uint64_t value(std::string_view text, const Process& process = {}) {
  const auto result = evaluate(text, process);
  EXPECT_TRUE(result) << text << ": " << (result ? "" : result.error().what);
  return result.value_or(0xbad);
}

std::string problem(std::string_view text) {
  const auto result = evaluate(text, Process());
  EXPECT_FALSE(result) << text << " = " << result.value_or(0);
  return result ? "" : result.error().what;
}

TEST(Expression, has_numbers_in_every_radix) {
  EXPECT_EQ(value("10"), 16u);
  EXPECT_EQ(value("0x10"), 16u);
  EXPECT_EQ(value("0n10"), 10u);
  EXPECT_EQ(value("0t10"), 8u);
  EXPECT_EQ(value("0y10"), 2u);
  EXPECT_EQ(value("10h"), 16u);
  EXPECT_EQ(value("DeadBeef"), 0xdeadbeefu);
  EXPECT_EQ(value("00000001`80000000"), 0x180000000u);
  EXPECT_EQ(value("ffffffffffffffff"), ~std::uint64_t{0});
}

TEST(Expression, has_numbers_in_the_sessions_radix) {
  Process process;
  process.base = 10;
  EXPECT_EQ(value("10", process), 10u);
  EXPECT_EQ(value("0x10", process), 16u);
  process.base = 8;
  EXPECT_EQ(value("17", process), 15u);
  EXPECT_FALSE(evaluate("18", process));
}

// Levels of MASM expressions, as Microsoft's page lists them: * / mod; + -; << >>; comparisons; &; ^; |.
TEST(Expression, binds_as_MASM_does) {
  EXPECT_EQ(value("2+3*4"), 14u);
  EXPECT_EQ(value("(2+3)*4"), 20u);
  EXPECT_EQ(value("10-4-4"), 8u);
  EXPECT_EQ(value("1<<2+1"), 8u);
  EXPECT_EQ(value("1|2&3"), 3u);
  EXPECT_EQ(value("6 ^ 2 | 8"), 12u);
  EXPECT_EQ(value("1+1==2"), 1u);
  EXPECT_EQ(value("1 > 2"), 0u);
  EXPECT_EQ(value("2 >= 2"), 1u);
  EXPECT_EQ(value("3 != 3"), 0u);
  EXPECT_EQ(value("17 % 5"), 3u) << "23 and 5";
  EXPECT_EQ(value("17 mod 5"), 3u);
  EXPECT_EQ(value("f0 and 3c"), 0x30u);
  EXPECT_EQ(value("f0 or 3c"), 0xfcu);
  EXPECT_EQ(value("f0 xor 3c"), 0xccu);
  EXPECT_EQ(value("1 << 40"), 0u) << "64 bits, shifted by 64";
}

TEST(Expression, has_signs) {
  EXPECT_EQ(value("-1"), ~std::uint64_t{0});
  EXPECT_EQ(value("2--1"), 3u);
  EXPECT_EQ(value("~0 & ff"), 0xffu);
}

TEST(Expression, reads_memory) {
  EXPECT_EQ(value("poi(1000)"), 0x11223344u);
  EXPECT_EQ(value("dwo(0n4096)"), 0x11223344u);
  EXPECT_EQ(value("wo(1000)"), 0x3344u);
  EXPECT_EQ(value("by(1000)"), 0x44u);
  EXPECT_EQ(value("hi(11223344)"), 0x1122u);
  EXPECT_EQ(value("low(11223344)"), 0x3344u);
  EXPECT_EQ(value("poi(poi(1000)-11222344)"), 0x11223344u);
  EXPECT_EQ(problem("poi(2000)"), "Memory access error: 00002000 is not in the dump");
  EXPECT_EQ(value("poi(1`00001000)"), 0x11223344u) << "cut to the address space";
}

TEST(Expression, knows_registers_and_symbols) {
  EXPECT_EQ(value("eax+1"), 6u);
  EXPECT_EQ(value("@eax*2"), 10u);
  EXPECT_EQ(value("@$teb"), 0x7ffde000u);
  EXPECT_EQ(value("$teb+4"), 0x7ffde004u);
  EXPECT_EQ(value("lab!main+0n16"), 0x401010u);
  EXPECT_EQ(value("zoo"), 0x403000u);
  EXPECT_EQ(value("face"), 0xfaceu) << "digits come first";
  EXPECT_EQ(problem("@face"), "Couldn't resolve error at '@face'");
  EXPECT_EQ(problem("@$nothing"), "no such thing");
}

TEST(Expression, says_what_is_wrong) {
  EXPECT_EQ(problem(""), "Numeric expression missing");
  EXPECT_EQ(problem("1+"), "Numeric expression missing");
  EXPECT_EQ(problem("(1"), "Syntax error: a parenthesis is not closed at ''");
  EXPECT_EQ(problem("1 2"), "Syntax error at '2'");
  EXPECT_EQ(problem("nowhere+1"), "Couldn't resolve error at 'nowhere+1'");
  EXPECT_EQ(problem("5/0"), "Divide by zero in the expression");
  EXPECT_EQ(problem("5 mod 0"), "Divide by zero in the expression");
  EXPECT_EQ(problem("0y2"), "Couldn't resolve error at '0y2'");
  EXPECT_EQ(problem("10000000000000000"), "Couldn't resolve error at '10000000000000000'") << "65 bits";
}

TEST(Expression, ends_at_a_depth) {
  EXPECT_EQ(value(std::string(60, '(') + "1" + std::string(60, ')')), 1u);
  EXPECT_TRUE(problem(std::string(100'000, '(')).starts_with("Expression nested too deeply"));
  EXPECT_TRUE(problem(std::string(100'000, '-') + "1").starts_with("Expression nested too deeply"));
  std::string chain = "1";
  for (int i = 0; i < 100'000; ++i) chain += "+1";
  EXPECT_EQ(value(chain), 100'001u) << "long is not deep";
}

TEST(ExpressionWord, ends_at_a_blank) {
  const Process process;
  std::string_view text = "eax+4 L8";
  EXPECT_EQ(evaluate_word(text, process).value(), 9u);
  EXPECT_EQ(text, " L8");
  text = "1000 -1";
  EXPECT_EQ(evaluate_word(text, process).value(), 0x1000u) << "a second argument, no difference";
  EXPECT_EQ(text, " -1");
  text = "(1 + 2) 3";
  EXPECT_EQ(evaluate_word(text, process).value(), 3u);
  text = "1000,2";
  EXPECT_FALSE(evaluate_word(text, process));
}

}  // namespace
}  // namespace dumplab::shell
