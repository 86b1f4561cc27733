// SPDX-License-Identifier: MIT
#include "document/listing.h"

#include <gtest/gtest.h>

#include "document/document.h"

namespace dumplab::document {
namespace {

TEST(Listing, is_shown_as_it_is) {
  Document page;
  Listing listing{"memory", {}};
  listing.add("  a   b  ").address("x", 31);
  listing.add("");
  listing.add("c");
  page.listing(std::move(listing));
  EXPECT_EQ(render_text(page), "  a   b  \n\nc\n");
}

TEST(Listing, keeps_addresses_as_hexadecimal_text) {
  Line line("text");
  line.address("at", 31);
  EXPECT_EQ(std::get<std::string>(line.fields[0].value), "0x1f");
}

TEST(Listing, sends_no_control_characters_and_only_UTF8) {
  Document page;
  Listing listing;
  listing.add("a\tb\nc\x1b[2J");
  listing.add("\x9b\xff\xc0\xaf caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80");
  listing.add("\xed\xa0\x80\xe2\x82");  // a surrogate, a cut character
  page.listing(std::move(listing));
  EXPECT_EQ(render_text(page),
            "a\\x09b\\x0ac\\x1b[2J\n"
            "\\x9b\\xff\\xc0\\xaf caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80\n"
            "\\xed\\xa0\\x80\\xe2\\x82\n");
}

}  // namespace
}  // namespace dumplab::document
