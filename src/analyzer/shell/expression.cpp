// SPDX-License-Identifier: MIT
#include "shell/expression.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"
#include "base/try.h"

namespace dumplab::shell {
namespace {

constexpr int kDeepest = 64;  // parentheses and signs inside one another

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '@' || c == '$' || c == '?';
}
/// Names of C++ functions hold "::", "~" and "<>" too; those need no support here but for the first.
bool is_name(char c) { return is_name_start(c) || is_digit(c) || c == '!' || c == ':' || c == '.'; }

/// All digits of a number; a backtick between the halves of a 64-bit one is passed over.
std::optional<std::uint64_t> parse_digits(std::string_view text, unsigned radix) {
  std::uint64_t value = 0;
  bool any = false;
  for (const char c : text) {
    if (c == '`') continue;
    const unsigned digit = is_digit(c)            ? static_cast<unsigned>(c - '0')
                           : c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a' + 10)
                           : c >= 'A' && c <= 'F' ? static_cast<unsigned>(c - 'A' + 10)
                                                  : 99;
    if (digit >= radix || value > (~std::uint64_t{0} - digit) / radix) return std::nullopt;
    value = value * radix + digit;
    any = true;
  }
  return any ? std::optional(value) : std::nullopt;
}

std::optional<std::uint64_t> parse_number(std::string_view text, unsigned radix) {
  struct Prefix {
    std::string_view text;
    unsigned radix;
  };
  constexpr Prefix kPrefixes[] = {{"0x", 16}, {"0X", 16}, {"0n", 10}, {"0N", 10},
                                  {"0t", 8},  {"0T", 8},  {"0y", 2},  {"0Y", 2}};
  for (const Prefix& prefix : kPrefixes)
    if (text.starts_with(prefix.text)) return parse_digits(text.substr(2), prefix.radix);
  if (const auto value = parse_digits(text, radix)) return value;
  if (text.ends_with('h') || text.ends_with('H')) return parse_digits(text.substr(0, text.size() - 1), 16);
  return std::nullopt;
}

enum class Operator {
  kOr,
  kXor,
  kAnd,
  kEqual,
  kNotEqual,
  kLess,
  kGreater,
  kLessEqual,
  kGreaterEqual,
  kShiftLeft,
  kShiftRight,
  kPlus,
  kMinus,
  kTimes,
  kDivide,
  kModulo
};

struct OperatorRow {
  std::string_view text;
  Operator what;
  int level;  ///< binds tighter the higher
  bool is_word = false;
};
/// Longer signs first.
constexpr OperatorRow kOperators[] = {
    {"<<", Operator::kShiftLeft, 5},    {">>>", Operator::kShiftRight, 5},
    {">>", Operator::kShiftRight, 5},   {"==", Operator::kEqual, 4},
    {"!=", Operator::kNotEqual, 4},     {"<=", Operator::kLessEqual, 4},
    {">=", Operator::kGreaterEqual, 4}, {"=", Operator::kEqual, 4},
    {"<", Operator::kLess, 4},          {">", Operator::kGreater, 4},
    {"+", Operator::kPlus, 6},          {"-", Operator::kMinus, 6},
    {"*", Operator::kTimes, 7},         {"/", Operator::kDivide, 7},
    {"%", Operator::kModulo, 7},        {"&", Operator::kAnd, 3},
    {"^", Operator::kXor, 2},           {"|", Operator::kOr, 1},
    {"and", Operator::kAnd, 3, true},   {"xor", Operator::kXor, 2, true},
    {"or", Operator::kOr, 1, true},     {"mod", Operator::kModulo, 7, true},
};

class Parser {
 public:
  /// `stops_at_blank`: an operator after a blank belongs to what follows the expression.
  Parser(std::string_view text, const Names& names, bool stops_at_blank)
      : text_(text), names_(names), stops_at_blank_(stops_at_blank) {}

  Result<std::uint64_t> parse(int level, int depth) {
    DUMPLAB_TRY(std::uint64_t left, parse_unary(depth));
    while (const OperatorRow* row = peek_operator(depth)) {
      if (row->level < level) break;
      at_ += row->text.size();
      DUMPLAB_TRY(const std::uint64_t right, parse(row->level + 1, depth));
      DUMPLAB_TRY(left, apply(row->what, left, right));
    }
    return left;
  }
  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }
  bool at_end() const { return at_ >= text_.size(); }
  std::size_t position() const { return at_; }
  tl::unexpected<Error> complain(std::string_view what) const {
    return fail(ErrorKind::kMalformed, at_, fmt::format("{} at '{}'", what, text_.substr(at_)));
  }

 private:
  const OperatorRow* peek_operator(int depth) {
    const std::size_t start = at_;
    if (!stops_at_blank_ || depth > 0) skip_blanks();
    for (const OperatorRow& row : kOperators) {
      if (!text_.substr(at_).starts_with(row.text)) continue;
      const std::size_t end = at_ + row.text.size();
      if (row.is_word && (end >= text_.size() || is_name(text_[end]) || start == at_)) continue;
      return &row;
    }
    at_ = start;
    return nullptr;
  }

  Result<std::uint64_t> apply(Operator op, std::uint64_t a, std::uint64_t b) const {
    switch (op) {
      case Operator::kOr:
        return a | b;
      case Operator::kXor:
        return a ^ b;
      case Operator::kAnd:
        return a & b;
      case Operator::kEqual:
        return a == b;
      case Operator::kNotEqual:
        return a != b;
      case Operator::kLess:
        return a < b;
      case Operator::kGreater:
        return a > b;
      case Operator::kLessEqual:
        return a <= b;
      case Operator::kGreaterEqual:
        return a >= b;
      case Operator::kShiftLeft:
        return b < 64 ? a << b : 0;
      case Operator::kShiftRight:
        return b < 64 ? a >> b : 0;
      case Operator::kPlus:
        return a + b;
      case Operator::kMinus:
        return a - b;
      case Operator::kTimes:
        return a * b;
      case Operator::kDivide:
      case Operator::kModulo:
        break;
    }
    if (b == 0) return fail(ErrorKind::kMalformed, at_, "Divide by zero in the expression");
    return op == Operator::kDivide ? a / b : a % b;
  }

  Result<std::uint64_t> parse_unary(int depth) {
    if (depth > kDeepest) return complain("Expression nested too deeply");
    skip_blanks();
    if (at_end()) return fail(ErrorKind::kMalformed, at_, "Numeric expression missing");
    const char c = text_[at_];
    if (c == '-' || c == '~' || c == '+') {
      ++at_;
      DUMPLAB_TRY(const std::uint64_t value, parse_unary(depth + 1));
      return c == '-' ? 0 - value : c == '~' ? ~value : value;
    }
    if (c == '(' || c == '[') return parse_group(depth);
    return parse_word(depth);
  }

  Result<std::uint64_t> parse_group(int depth) {
    const char close = text_[at_++] == '(' ? ')' : ']';
    DUMPLAB_TRY(const std::uint64_t value, parse(0, depth + 1));
    skip_blanks();
    if (at_end() || text_[at_] != close) return complain("Syntax error: a parenthesis is not closed");
    ++at_;
    return value;
  }

  Result<std::uint64_t> parse_word(int depth) {
    const std::size_t start = at_;
    while (at_ < text_.size() && (is_name(text_[at_]) || text_[at_] == '`')) {
      if (text_[at_] == '!' && at_ + 1 < text_.size() && text_[at_ + 1] == '=') break;
      ++at_;
    }
    // C++: destructors and templates behind module!
    const std::string_view word = text_.substr(start, at_ - start);
    if (word.empty()) return complain("Syntax error");
    if (at_ < text_.size() && text_[at_] == '(') {
      if (const auto value = parse_function(word, depth)) return *value;
    }
    const auto value = resolve(word);
    if (!value) at_ = start;
    if (!value && value.error().what.empty())
      return fail(ErrorKind::kMalformed, start,
                  fmt::format("Couldn't resolve error at '{}'", text_.substr(start)));
    return value;
  }

  /// Empty for a word that is no function.
  std::optional<Result<std::uint64_t>> parse_function(std::string_view word, int depth) {
    struct Row {
      std::string_view name;
      unsigned size;  ///< bytes read; 0: hi, 1 less: low
    };
    const std::array<Row, 5> kReads = {
        {{"poi", names_.pointer_size()}, {"by", 1}, {"wo", 2}, {"dwo", 4}, {"qwo", 8}}};
    std::string name = lower(std::string(word));
    if (name.starts_with('$')) name.erase(0, 1);
    for (const Row& row : kReads) {
      if (row.name != name) continue;
      const auto address = parse_group(depth);
      if (!address) return address;
      const std::uint64_t at = mask(*address);
      if (const auto value = names_.read_number(at, row.size)) return *value;
      return fail(ErrorKind::kMalformed, at_,
                  fmt::format("Memory access error: {:08x} is not in the dump", at));
    }
    if (name != "hi" && name != "low") return std::nullopt;
    const auto value = parse_group(depth);
    if (!value) return value;
    return name == "hi" ? *value >> 16 & 0xffff : *value & 0xffff;
  }

  std::uint64_t mask(std::uint64_t value) const {
    return names_.pointer_size() == 4 ? value & 0xffffffff : value;
  }

  /// An error without words: not known.
  Result<std::uint64_t> resolve(std::string_view word) const {
    const bool is_marked = word.front() == '@';
    if (is_marked) word.remove_prefix(1);
    if (word.starts_with('$')) return names_.find_pseudo_register(word.substr(1));
    if (!is_marked) {
      if (const auto number = parse_number(word, names_.radix())) return *number;
    }
    if (const auto value = names_.find_register(word)) return *value;
    if (!is_marked)
      if (const auto value = names_.find_symbol(word)) return *value;
    return fail(ErrorKind::kMalformed, at_, "");
  }

  std::string_view text_;
  const Names& names_;
  bool stops_at_blank_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::uint64_t> evaluate(std::string_view text, const Names& names) {
  Parser parser(text, names, false);
  DUMPLAB_TRY(const std::uint64_t value, parser.parse(0, 0));
  parser.skip_blanks();
  if (!parser.at_end()) return parser.complain("Syntax error");
  return value;
}

Result<std::uint64_t> evaluate_word(std::string_view& text, const Names& names) {
  Parser parser(text, names, true);
  DUMPLAB_TRY(const std::uint64_t value, parser.parse(0, 0));
  if (!parser.at_end() && text[parser.position()] != ' ' && text[parser.position()] != '\t')
    return parser.complain("Syntax error");
  text.remove_prefix(parser.position());
  return value;
}

}  // namespace dumplab::shell
