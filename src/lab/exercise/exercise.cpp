// SPDX-License-Identifier: MIT
#include "exercise/exercise.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/try.h"
#include "exercise/truth_resolver.h"
#include "question/answer.h"

namespace dumplab::exercise {
namespace {

struct Row {
  std::string_view word;
  std::vector<Part> (*parts)(std::uint64_t seed);
  Result<Paper> (*ask)(std::span<const Evidence>);
};
constexpr Row kRows[] = {
#define EXERCISE(Card, word, runs, title) {#word, parts_of_##runs, ask_##word},
#include "question/exercises.def"
#undef EXERCISE
};

const Row& row_of(std::string_view word) {
  const auto* row =
      std::find_if(std::begin(kRows), std::end(kRows), [&](const Row& r) { return r.word == word; });
  DUMPLAB_CHECK(row != std::end(kRows));
  return *row;
}

Result<void> make_canonical(Question& question, const Evidence& evidence) {
  const TruthResolver resolver(evidence);
  DUMPLAB_TRY(const auto type, question::parse_answer_type(question.type));
  const auto canonical = [&](std::string& text) -> Result<void> {
    auto answer = question::canonical_answer(type, text, resolver);
    if (!answer)
      return fail(answer.error().kind, answer.error().where,
                  fmt::format("question {}: {}: {}", question.name, text, answer.error().what));
    text = std::move(*answer);
    return {};
  };
  DUMPLAB_TRY_VOID(canonical(question.key));
  for (NearMiss& miss : question.near_misses) DUMPLAB_TRY_VOID(canonical(miss.answer));
  std::vector<NearMiss> different;
  for (NearMiss& miss : question.near_misses) {
    const bool is_known = std::any_of(different.begin(), different.end(),
                                      [&](const NearMiss& other) { return other.answer == miss.answer; });
    if (miss.answer != question.key && !is_known) different.push_back(std::move(miss));
  }
  question.near_misses = std::move(different);
  return {};
}

}  // namespace

Result<Paper> set_paper(std::string_view word, std::span<const Evidence> parts) {
  DUMPLAB_TRY(auto paper, row_of(word).ask(parts));
  for (Question& question : paper.questions) {
    DUMPLAB_CHECK(question.dump < parts.size());
    DUMPLAB_TRY_VOID(make_canonical(question, parts[question.dump]));
  }
  return paper;
}

std::vector<Part> parts_of_one_run(std::uint64_t) { return {Part{}}; }

std::vector<Part> parts_of(std::string_view word, std::uint64_t seed) { return row_of(word).parts(seed); }

}  // namespace dumplab::exercise
