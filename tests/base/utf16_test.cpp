// SPDX-License-Identifier: MIT
#include "base/utf16.h"

#include <gtest/gtest.h>

namespace dumplab {
namespace {

std::string decode(std::u16string_view units) { return utf8_from_utf16(std::as_bytes(std::span(units))); }

TEST(Utf16, converts_every_length_of_utf8_both_ways) {
  const std::u16string wide = u"A\u00e9\u20ac\U0001f600";
  const std::string narrow = "A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80";
  EXPECT_EQ(decode(wide), narrow);
  EXPECT_EQ(utf16_from_utf8(narrow), wide);
}

TEST(Utf16, replaces_a_surrogate_without_its_partner) {
  const char16_t lone[] = {u'a', 0xd800, u'b', 0xdc00};
  EXPECT_EQ(decode({lone, 4}),
            "a\xef\xbf\xbd"
            "b\xef\xbf\xbd");
}

TEST(Utf16, leaves_out_an_odd_last_byte) {
  const unsigned char bytes[] = {'a', 0, 'b'};
  EXPECT_EQ(utf8_from_utf16(std::as_bytes(std::span(bytes))), "a");
}

TEST(Utf16, replaces_bytes_that_are_no_utf8) {
  EXPECT_EQ(utf16_from_utf8("a\xff"), u"a\ufffd");
  EXPECT_EQ(utf16_from_utf8("\xe2\x82"), u"\ufffd\ufffd");
  EXPECT_EQ(utf16_from_utf8("\xc0\x80"), u"\ufffd\ufffd");            // overlong
  EXPECT_EQ(utf16_from_utf8("\xed\xa0\x80"), u"\ufffd\ufffd\ufffd");  // a surrogate
}

}  // namespace
}  // namespace dumplab
