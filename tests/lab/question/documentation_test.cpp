// SPDX-License-Identifier: MIT
// The table of docs/exercises.md: `| type | words | as written | becomes |`.
#include <set>

#include "base/files.h"
#include "lab/question/spellings.h"
#include "question/answer_codec.h"

namespace dumplab::question {
namespace {

/// What stands between the marks of code; empty when there are none.
std::string code_in(std::string_view cell) {
  const std::string_view mark = cell.find("``") != std::string_view::npos ? "``" : "`";
  const std::size_t start = cell.find(mark), end = cell.rfind(mark);
  if (start == std::string_view::npos || end == start) return "";
  return std::string(cell.substr(start + mark.size(), end - start - mark.size()));
}

TEST(Documentation, has_an_example_of_every_type_that_is_true) {
  const auto page = read_text_file(DUMPLAB_EXERCISES_PAGE);
  ASSERT_TRUE(page) << page.error().what;
  const std::size_t chapter = page->find("## Types of answers");
  ASSERT_NE(chapter, std::string::npos);
  const std::string text = page->substr(chapter, page->find("\n## ", chapter) - chapter);
  std::set<std::string_view> words;
  for (std::size_t at = text.find("| `"); at != std::string::npos; at = text.find("\n| `", at)) {
    at = text.find('|', at);
    const std::string row = text.substr(at, text.find('\n', at) - at);
    std::vector<std::string> cells;
    for (std::size_t bar = 0, next; (next = row.find('|', bar + 1)) != std::string::npos; bar = next)
      cells.push_back(code_in(std::string_view(row).substr(bar + 1, next - bar - 1)));
    ASSERT_EQ(cells.size(), 4u) << row;
    EXPECT_EQ(canonical(cells[0], cells[2]), cells[3]) << row;
    words.insert(codec_of(type_of(cells[0]).kind).word);
  }
  const std::set<std::string_view> all = {
#define ANSWER_TYPE(Name, word, stem, Arguments, Marking) #word,
#include "question/answer_types.def"
#undef ANSWER_TYPE
  };
  EXPECT_EQ(words, all);
}

}  // namespace
}  // namespace dumplab::question
