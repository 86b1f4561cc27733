// SPDX-License-Identifier: MIT
#include "lab/question/spellings.h"

namespace dumplab::question {
namespace {

TEST(CodePlace, is_one_for_symbol_offset_and_address) {
  for (const char* text :
       {"Orders!Total+0x12", "orders.exe!Total+12", "orders!Total+12h", "ORDERS+0x1212", "orders+00001212",
        "Orders.exe+1212", "0x401212", "00401212", "401212h", "00000000`00401212"})
    EXPECT_EQ(canonical("sym", text), "orders+00001212") << text;
  EXPECT_EQ(canonical("sym", "Orders!Total"), "orders+00001200");
  EXPECT_EQ(canonical("sym", "10000004"), "pricelist+00000004");
}

TEST(CodePlace, knows_functions_with_plus_and_spaces) {
  EXPECT_EQ(canonical("sym", "Orders!operator+"), "orders+00001300");
  EXPECT_EQ(canonical("sym", "Orders!operator++0x4"), "orders+00001304");
  EXPECT_EQ(canonical("sym", "PriceList!Max<int, int>+0x8"), "pricelist+00002008");
  EXPECT_EQ(canonical("set<sym>", "\"PriceList!Max<int, int>+8\" Orders!Total"),
            "orders+00001200,pricelist+00002008");
}

TEST(CodePlace, names_what_is_not_there) {
  EXPECT_EQ(canonical("sym", "Order!Total"), "0: no module Order");
  EXPECT_EQ(canonical("sym", "Order+12"), "0: no module Order");
  EXPECT_EQ(canonical("sym", "Orders!Sum+0x12"), "7: no function Sum+0x12 in module Orders");
  EXPECT_EQ(canonical("sym", "Orders!total"), "7: no function total in module Orders");
  EXPECT_EQ(canonical("sym", "0x41414141"), "0: no module at 0x41414141");
  EXPECT_EQ(canonical("sym", "Orders+zz"), "7: a hexadecimal digit expected");
  EXPECT_EQ(canonical("sym", "Orders+"), "7: a number expected");
  EXPECT_EQ(canonical("sym", "Total"),
            "0: expected: place in a module: module!function+0x12, module+0x1234 or an address");
}

TEST(CodePlace, refuses_an_rva_that_does_not_fit) {
  EXPECT_EQ(canonical("sym", "Orders+ffffffff"), "orders+ffffffff");
  EXPECT_EQ(canonical("sym", "Orders+100000000"), "0: an RVA of more than 32 bits");
  EXPECT_EQ(canonical("sym", "Orders!Total+fffffffffffffff0"), "0: an RVA of more than 32 bits");
}

}  // namespace
}  // namespace dumplab::question
