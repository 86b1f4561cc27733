// SPDX-License-Identifier: MIT
#include "classroom/checks.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>

#include "base/try.h"
#include "base/version.h"
#include "classroom/opened_dump.h"
#include "question/answer.h"

namespace dumplab::classroom {
namespace {

CheckFile::Question describe(const exercise::Question& question, std::size_t dumps) {
  return {question.name, *question::parse_answer_type(question.type), dump_name(question.dump, dumps)};
}

Result<void> add_check(CheckFile& file, const Ticket& ticket, CheckFile::Check check,
                       const std::vector<std::string>& keys) {
  DUMPLAB_TRY(check.hash, make_check_hash(keys, ticket.secret.salt(ticket.instance, check.name), file.cost));
  file.checks.push_back(std::move(check));
  return {};
}

Result<void> add_group(CheckFile& file, const Made& made, const Ticket& ticket) {
  CheckFile::Check check{"all", {}, {}};
  std::vector<std::string> keys;
  std::vector<std::uint64_t> candidates;
  for (const exercise::Question& question : made.paper.questions) {
    CheckFile::Question described = describe(question, made.dumps.size());
    if (described.type.kind == question::AnswerKind::kRange) continue;
    check.questions.push_back(std::move(described));
    keys.push_back(question.key);
    candidates.push_back(question.candidates);
  }
  if (!may_publish(candidates, kGuessMilliseconds)) return {};
  return add_check(file, ticket, std::move(check), keys);
}

/// The values that are within a range's tolerance of `answer`; else the answer alone.
std::vector<std::string> accepted(const question::AnswerType& type, const std::string& answer) {
  std::int64_t value = 0;
  if (type.kind != question::AnswerKind::kRange ||
      std::from_chars(answer.data(), answer.data() + answer.size(), value).ec != std::errc())
    return {answer};
  constexpr std::uint64_t kMost = 8;  // each costs a hash
  const auto tolerance = static_cast<std::int64_t>(std::min(type.tolerance, kMost));
  std::vector<std::string> values;
  for (std::int64_t i = -tolerance; i <= tolerance; ++i) values.push_back(std::to_string(value + i));
  return values;
}

Result<bool> is_right(const CheckFile& file, const CheckFile::Check& check,
                      const std::vector<std::string>& answers) {
  if (answers.size() != 1) return verify(check.hash, answers, file.cost);
  for (const std::string& value : accepted(check.questions.front().type, answers.front())) {
    DUMPLAB_TRY(const bool right, verify(check.hash, std::vector{value}, file.cost));
    if (right) return true;
  }
  return false;
}

}  // namespace

Result<CheckFile> make_check_file(const Made& made, const Ticket& ticket, const std::string& guest_set) {
  CheckFile file{std::string(kVersion), guest_set, std::string(made.exercise->card),
                 ticket.instance.use,   kHashCost, {}};
  if (ticket.instance.use == Use::kExam) {
    DUMPLAB_TRY_VOID(add_group(file, made, ticket));
    return file;
  }
  for (const exercise::Question& question : made.paper.questions)
    DUMPLAB_TRY_VOID(add_check(file, ticket, {question.name, {describe(question, made.dumps.size())}, {}},
                               {question.key}));
  return file;
}

Result<std::vector<CheckReply>> check_answers(const CheckFile& file,
                                              const std::map<std::string, std::string>& answers,
                                              const FindResolver& resolver_of) {
  using Verdict = CheckReply::Verdict;
  std::vector<CheckReply> replies;
  for (const CheckFile::Check& check : file.checks) {
    std::vector<std::string> canonical, missing;
    bool is_spelt = true;
    for (const CheckFile::Question& question : check.questions) {
      const auto given = answers.find(question.name);
      if (given == answers.end()) {
        missing.push_back(question.name);
        continue;
      }
      DUMPLAB_TRY(const question::Resolver* resolver, resolver_of(question.dump));
      auto answer = question::canonical_answer(question.type, given->second, *resolver);
      if (answer) {
        canonical.push_back(*std::move(answer));
        continue;
      }
      is_spelt = false;
      replies.push_back({question.name, Verdict::kFormat,
                         fmt::format("{}, at {}", answer.error().what, answer.error().where)});
    }
    if (missing.size() == check.questions.size() || !is_spelt) continue;
    if (!missing.empty()) {
      replies.push_back({check.name, Verdict::kMissing, fmt::format("{}", fmt::join(missing, ", "))});
      continue;
    }
    DUMPLAB_TRY(const bool right, is_right(file, check, canonical));
    replies.push_back({check.name, right ? Verdict::kRight : Verdict::kNotRight, ""});
  }
  return replies;
}

}  // namespace dumplab::classroom
