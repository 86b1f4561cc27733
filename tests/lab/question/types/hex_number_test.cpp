// SPDX-License-Identifier: MIT
#include "lab/question/spellings.h"

namespace dumplab::question {
namespace {

TEST(HexNumber, pads_every_spelling_of_an_address_to_eight_digits) {
  for (const char* text : {"12ffc0", "0x12ffc0", "0X12FFC0", "0012FFC0", "12ffc0h", "12FFC0H",
                           "00000000`0012ffc0", "0x00000000`0012ffc0", "0n1245120", "  12ffc0\r\n"})
    EXPECT_EQ(canonical("addr", text), "0012ffc0") << text;
  EXPECT_EQ(canonical("addr", "0"), "00000000");
  EXPECT_EQ(canonical("addr", "ffffffff"), "ffffffff");
}

TEST(HexNumber, has_the_width_of_its_type) {
  EXPECT_EQ(canonical("dword", "5"), "00000005");
  EXPECT_EQ(canonical("word", "4d5a"), "4d5a");
  EXPECT_EQ(canonical("byte", "0n204"), "cc");
  EXPECT_EQ(canonical("witness", "11223344`55667788"), "1122334455667788");
  EXPECT_EQ(canonical("witness", "ffffffffffffffff"), "ffffffffffffffff");
}

TEST(HexNumber, refuses_what_does_not_fit) {
  EXPECT_EQ(canonical("addr", "100000000"), "0: more than 32 bits");
  EXPECT_EQ(canonical("dword", "1`00000000"), "0: more than 32 bits");
  EXPECT_EQ(canonical("word", "10000"), "0: more than 16 bits");
  EXPECT_EQ(canonical("byte", "100"), "0: more than 8 bits");
  EXPECT_EQ(canonical("witness", "10000000000000000"), "0: a number of more than 64 bits");
}

TEST(HexNumber, points_at_what_is_no_digit) {
  EXPECT_EQ(canonical("addr", "12ffg0"), "4: a hexadecimal digit expected");
  EXPECT_EQ(canonical("addr", " 0x12 34"), "5: a hexadecimal digit expected");
  EXPECT_EQ(canonical("addr", "0n12a"), "4: a decimal digit expected");
  EXPECT_EQ(canonical("addr", "0x"), "2: a number expected");
  EXPECT_EQ(canonical("addr", "h"), "0: a number expected");
  EXPECT_EQ(canonical("addr", "`12"), "0: a hexadecimal digit expected");
  EXPECT_EQ(canonical("addr", "12`"), "2: a hexadecimal digit expected");
  EXPECT_EQ(canonical("addr", "-4"), "0: a hexadecimal digit expected");
  EXPECT_EQ(canonical("addr", ""), "0: empty; expected: hexadecimal address, for example 0x12ffc0");
}

TEST(HexNumber, is_decimal_where_the_question_says_so) {
  EXPECT_EQ(canonical("dword{decimal}", "4096"), "00001000");
  EXPECT_EQ(canonical("dword{decimal}", "0x4096"), "00004096");
  EXPECT_EQ(canonical("dword{decimal}", "10h"), "00000010");
  EXPECT_EQ(canonical("dword{decimal}", "4f"), "1: a decimal digit expected");
}

TEST(HexNumber, is_described_with_an_example) {
  EXPECT_EQ(describe(type_of("addr")), "hexadecimal address, for example 0x12ffc0");
  EXPECT_EQ(describe(type_of("word{decimal}")),
            "number of 16 bits, decimal unless written with 0x, for example 443");
}

}  // namespace
}  // namespace dumplab::question
