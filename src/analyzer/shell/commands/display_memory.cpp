// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "shell/memory_text.h"

namespace dumplab::shell::commands {
namespace {

struct FormRow {
  std::string_view name;
  DisplayForm form;
};
constexpr FormRow kForms[] = {{"db", DisplayForm::kBytes},          {"dw", DisplayForm::kWords},
                              {"dd", DisplayForm::kDwords},         {"dq", DisplayForm::kQwords},
                              {"dc", DisplayForm::kDwordsWithText}, {"dyb", DisplayForm::kBits}};
constexpr std::uint64_t kUsualBytes = 128;
constexpr std::size_t kCharactersPerLine = 32, kMostCharacters = 256;

/// `da`, `du`: quoted lines of 32 characters, up to the end of the text.
Result<document::Document> show_text(Session& session, ArgumentReader& arguments, bool is_wide) {
  const unsigned size = is_wide ? 2 : 1;
  DUMPLAB_TRY(const Range range,
              read_range(arguments, session.target(), size, kMostCharacters, session.cursor.data));
  DUMPLAB_TRY_VOID(expect_end(arguments));
  const Target& target = session.target();
  const auto text = text_at(target, range.begin, is_wide,
                            static_cast<std::size_t>(std::min<std::uint64_t>(range.count, 1 << 20)));
  document::Listing list{"text", {}};
  if (!text) {
    list.add(target.text(range.begin) + "  \"?\"").address("address", range.begin);
  } else {
    for (std::size_t at = 0; at == 0 || at < text->size(); at += kCharactersPerLine) {
      const std::string part = text->substr(at, kCharactersPerLine);
      list.add(fmt::format("{}  \"{}\"", target.text(range.begin + at * size), part))
          .address("address", range.begin + at * size)
          .with("value", part);
    }
    session.cursor.data = target.mask(range.begin + (text->size() + 1) * size);
  }
  return document::of(std::move(list));
}

}  // namespace

Result<document::Document> display_memory(Session& session, const Invocation& invocation) {
  ArgumentReader arguments(session, invocation.arguments);
  const Target& target = session.target();
  std::string name = invocation.name == "d" ? session.cursor.display : invocation.name;
  session.cursor.display = name;
  if (name == "dp") name = target.is_64_bit() ? "dq" : "dd";
  if (name == "da" || name == "du") return show_text(session, arguments, name == "du");
  DisplayForm form = DisplayForm::kBytes;
  for (const FormRow& row : kForms)
    if (row.name == name) form = row.form;
  const unsigned unit = unit_of(form);
  DUMPLAB_TRY(const Range range,
              read_range(arguments, target, unit, kUsualBytes / unit, session.cursor.data));
  DUMPLAB_TRY_VOID(expect_end(arguments));
  document::Document out;
  out.listing(memory_lines(target, range, form));
  session.cursor.data = target.mask(range.begin + range.count * unit);
  return out;
}

}  // namespace dumplab::shell::commands
