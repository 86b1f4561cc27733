// SPDX-License-Identifier: MIT
#include "symbols/undecorate.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace dumplab::symbols {
namespace {

struct Case {
  const char *decorated, *shown;
};

// The right side is what undname and WinDbg's `x` print without types.
TEST(Undecorate, shows_the_names_of_visual_cpp) {
  for (const Case& c :
       {Case{"?area@Square@@UBEHXZ", "Square::area"}, Case{"??0Square@@QAE@H@Z", "Square::Square"},
        Case{"??1Square@@UAE@XZ", "Square::~Square"}, Case{"??2@YAPAXI@Z", "operator new"},
        Case{"??4Square@@QAEAAV0@ABV0@@Z", "Square::operator="}, Case{"??_7Square@@6B@", "Square::`vftable'"},
        Case{"??_GSquare@@UAEPAXI@Z", "Square::`scalar deleting dtor'"},
        Case{"?draw@shapes@geometry@@YAXPAVCanvas@2@@Z", "geometry::shapes::draw"},
        Case{"?count@@3HA", "count"},
        Case{"?push_back@?$vector@UPoint@@V?$allocator@UPoint@@@std@@@std@@QAEXABUPoint@@@Z",
             "std::vector<Point, std::allocator<Point>>::push_back"},
        Case{"?Crash@?A0x1234@@YAXXZ", "`anonymous namespace'::Crash"}})
    EXPECT_EQ(undecorate_cpp_name(c.decorated), c.shown) << c.decorated;
}

// The right side is what c++filt prints without types.
TEST(Undecorate, shows_the_names_of_gcc) {
  for (const Case& c :
       {Case{"_ZNK6Square4areaEv", "Square::area"}, Case{"__ZNK6Square4areaEv", "Square::area"},
        Case{"_ZN6SquareC1Ei", "Square::Square"}, Case{"_ZN6SquareD0Ev", "Square::~Square"},
        Case{"_Z4mainiPPc", "main"}, Case{"_Znwj", "operator new"},
        Case{"_ZN12_GLOBAL__N_15crashEv", "(anonymous namespace)::crash"},
        Case{"_ZNSt6vectorIiSaIiEE9push_backERKi", "std::vector<int, std::allocator<int> >::push_back"},
        Case{"_ZTV6Square", "vtable for Square"}})
    EXPECT_EQ(undecorate_cpp_name(c.decorated), c.shown) << c.decorated;
}

TEST(Undecorate, leaves_other_names_alone) {
  for (const char* name : {"", "main", "_main@8", "?", "??", "_Z", "__Z", "_Zebra", "?area@Square", "a?b",
                           "_ZN6Square", "?area@Square@@UBEHXZ trailing"})
    EXPECT_EQ(undecorate_cpp_name(name), name);
  const std::string deep = "?f@@YAX" + std::string(5000, 'P') + "H@Z";
  EXPECT_EQ(undecorate_cpp_name(deep), deep);
}

TEST(Undecorate, refuses_names_that_repeat_themselves_without_end) {
  // Each function type takes the last one three times.
  std::string parameters = "PAX", name = "?f@?$T@P6AX";
  for (char last = '0'; last < '9'; ++last) parameters += std::string("P6AX") + std::string(6, last) + "@Z";
  name += parameters + "@Z@@YAXXZ";
  EXPECT_EQ(undecorate_cpp_name(name), name);
  // Each pair is made of two of the last one.
  std::string pairs = "_Z1fISt4pairIiiE";
  for (const char last : std::string("123456789ABCDEFGHIJK")) pairs += fmt::format("S0_IS{0}_S{0}_E", last);
  pairs += "Evv";
  EXPECT_EQ(undecorate_cpp_name(pairs), pairs);
  EXPECT_EQ(undecorate_cpp_name("_Z1fISt4pairIiiES0_IS1_S1_EEvv"),
            "f<std::pair<int, int>, std::pair<std::pair<int, int>, std::pair<int, int> > >");
}

}  // namespace
}  // namespace dumplab::symbols
