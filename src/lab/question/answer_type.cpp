// SPDX-License-Identifier: MIT
#include "question/answer_type.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "base/try.h"
#include "question/answer_codec.h"

namespace dumplab::question {
namespace {

/// Where a type stands; each place holds only what is below it.
enum class Place { kAlone, kElement, kPart };

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<AnswerType> parse() {
    DUMPLAB_TRY(AnswerType type, parse_type(Place::kAlone));
    if (at_ != text_.size()) return error("nothing more");
    return type;
  }

 private:
  static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '+' || c == '.';
  }
  void skip_spaces() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool take(char c) {
    skip_spaces();
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    skip_spaces();
    return true;
  }
  std::string_view word() {
    skip_spaces();
    const std::size_t start = at_;
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }
  tl::unexpected<Error> error(std::string_view wanted) const {
    return fail(ErrorKind::kMalformed, at_, fmt::format("answer type: {} expected", wanted));
  }

  Result<AnswerType> parse_type(Place place) {
    const std::size_t start = at_;
    AnswerType type;
    if (take('(')) {
      if (place == Place::kPart) return error("a type of plain values");
      return parse_tuple();
    }
    const AnswerCodec* codec = find_codec(word());
    if (!codec || codec->arguments == Arguments::kParts) {
      at_ = start;
      return error("the name of a type");
    }
    if (place != Place::kAlone &&
        (codec->arguments == Arguments::kElement || codec->arguments == Arguments::kTolerance)) {
      at_ = start;
      return error("a type of plain values");
    }
    type.kind = codec->kind;
    switch (codec->arguments) {
      case Arguments::kNothing:
      case Arguments::kParts:
        return type;
      case Arguments::kRadix:
        if (!take('{')) return type;
        if (word() != "decimal" || !take('}')) return error("{decimal}");
        type.is_decimal = true;
        return type;
      case Arguments::kTolerance:
        return parse_tolerance(std::move(type));
      case Arguments::kWords:
        return parse_words(std::move(type));
      case Arguments::kElement:
        return parse_element(std::move(type));
    }
    return type;
  }

  Result<AnswerType> parse_tuple() {
    AnswerType type;
    type.kind = AnswerKind::kTuple;
    do {
      DUMPLAB_TRY(AnswerType part, parse_type(Place::kPart));
      type.elements.push_back(std::move(part));
    } while (take(','));
    if (type.elements.size() < 2) return error("a second part");
    if (!take(')')) return error(")");
    return type;
  }

  Result<AnswerType> parse_tolerance(AnswerType type) {
    if (!take('{')) return error("{ and the tolerance");
    const std::string_view digits = word();
    const char* end = digits.data() + digits.size();
    const auto [stop, code] = std::from_chars(digits.data(), end, type.tolerance);
    if (code != std::errc() || stop != end) return error("the tolerance, a decimal number");
    if (!take('}')) return error("}");
    return type;
  }

  Result<AnswerType> parse_words(AnswerType type) {
    if (!take('{')) return error("{ and the words");
    do {
      const std::string_view one = word();
      if (one.empty()) return error("a word");
      const auto is_same = [&](const std::string& w) { return lower(w) == lower(std::string(one)); };
      if (std::ranges::any_of(type.words, is_same)) return error("another word");
      type.words.emplace_back(one);
    } while (take(','));
    if (type.words.size() < 2) return error("a second word");
    if (!take('}')) return error("}");
    return type;
  }

  Result<AnswerType> parse_element(AnswerType type) {
    if (!take('<')) return error("< and the type of an element");
    const Place place = type.kind == AnswerKind::kBool2 ? Place::kPart : Place::kElement;
    DUMPLAB_TRY(AnswerType element, parse_type(place));
    type.elements.push_back(std::move(element));
    if (!take('>')) return error(">");
    return type;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Result<AnswerType> parse_answer_type(std::string_view spelling) {
  if (spelling.size() > kLongestText)
    return fail(ErrorKind::kMalformed, kLongestText,
                fmt::format("answer type: longer than {} bytes", kLongestText));
  return Parser(spelling).parse();
}

std::string spell(const AnswerType& type) {
  const AnswerCodec& codec = codec_of(type.kind);
  std::vector<std::string> elements;
  for (const AnswerType& element : type.elements) elements.push_back(spell(element));
  switch (codec.arguments) {
    case Arguments::kNothing:
      break;
    case Arguments::kRadix:
      return fmt::format("{}{}", codec.word, type.is_decimal ? "{decimal}" : "");
    case Arguments::kTolerance:
      return fmt::format("{}{{{}}}", codec.word, type.tolerance);
    case Arguments::kWords:
      return fmt::format("{}{{{}}}", codec.word, fmt::join(type.words, ","));
    case Arguments::kElement:
      return fmt::format("{}<{}>", codec.word, fmt::join(elements, ","));
    case Arguments::kParts:
      return fmt::format("({})", fmt::join(elements, ","));
  }
  return std::string(codec.word);
}

}  // namespace dumplab::question
