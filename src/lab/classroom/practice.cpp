// SPDX-License-Identifier: MIT
#include "classroom/practice.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/try.h"
#include "classroom/hints.h"
#include "question/answer.h"
#include "question/answer_text.h"

namespace dumplab::classroom {
namespace {

document::Document paragraph(std::string text) {
  document::Document document;
  document.paragraph(std::move(text));
  return document;
}

tl::unexpected<Error> refuse(std::string what) { return fail(ErrorKind::kMalformed, 0, std::move(what)); }

/// "2 esi" -> {"2", "esi"}
std::pair<std::string_view, std::string_view> split_word(std::string_view text) {
  text = question::trim(text);
  const std::size_t blank = std::min(text.find(' '), text.size());
  return {text.substr(0, blank), question::trim(text.substr(blank))};
}

}  // namespace

Practice::Practice(Made made, OpenedDumps dumps, Progress progress, std::filesystem::path file)
    : made_(std::move(made)),
      dumps_(std::move(dumps)),
      progress_(std::move(progress)),
      file_(std::move(file)) {}

void Practice::add_commands(shell::Session& session) {
  const auto add = [&](std::string_view name, std::string_view arguments, std::string_view summary,
                       Said (Practice::*run)(const std::string&)) {
    session.add_command({"Practice", name, "", arguments, summary, "",
                         [this, run](shell::Session&, const shell::Invocation& invocation) {
                           return (this->*run)(invocation.arguments);
                         }});
  };
  add("!question", "[N]", "a question, or all of them and how they stand", &Practice::show_question);
  add("!answer", "N VALUE", "answers a question", &Practice::answer);
  add("!hint", "[N]", "the next hint to a question; each costs more of its points", &Practice::hint);
  add("!give-up", "N", "tells the answer to a question, for no points", &Practice::give_up);
}

Result<std::size_t> Practice::find_question(std::string_view name) const {
  const auto& questions = made_.paper.questions;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const auto found = progress_.questions.find(questions[i].name);
    const bool is_open =
        found == progress_.questions.end() || (!found->second.is_solved && !found->second.is_given_up);
    if (name.empty() ? is_open : questions[i].name == name) return i;
  }
  return refuse(name.empty() ? "no question is open"
                             : fmt::format("there is no question {} (!question)", name));
}

Result<void> Practice::save() const { return write_text_file(file_, to_json(progress_)); }

unsigned Practice::points_of(std::size_t question) const {
  const auto found = progress_.questions.find(made_.paper.questions[question].name);
  if (found == progress_.questions.end() || !found->second.is_solved) return 0;
  unsigned percent = 100;
  for (unsigned i = 0; i < found->second.hints; ++i) percent -= kHintPrices[i];
  return made_.paper.questions[question].points * percent / 100;
}

std::pair<unsigned, unsigned> Practice::points() const {
  unsigned won = 0, all = 0;
  for (std::size_t i = 0; i < made_.paper.questions.size(); ++i) {
    won += points_of(i);
    all += made_.paper.questions[i].points;
  }
  return {won, all};
}

std::string Practice::state_of(std::size_t question) const {
  const auto found = progress_.questions.find(made_.paper.questions[question].name);
  if (found == progress_.questions.end()) return "open";
  if (found->second.is_solved) return fmt::format("solved, {} points", points_of(question));
  if (found->second.is_given_up) return "given up";
  return fmt::format("open, {} tried, {} hints", found->second.answers.size(), found->second.hints);
}

document::Document Practice::overview() const {
  document::Document document;
  document.paragraph(made_.paper.scene);
  document::Table table;
  table.columns = {{"", document::Align::kRight}, {"", document::Align::kLeft}, {"", document::Align::kLeft}};
  for (std::size_t i = 0; i < made_.paper.questions.size(); ++i)
    table.rows.push_back({made_.paper.questions[i].name, state_of(i), made_.paper.questions[i].text});
  document.table(std::move(table));
  const auto [won, all] = points();
  document.paragraph(
      fmt::format("{} of {} points. !question N, !answer N VALUE, !hint N, !give-up N; q leaves, and "
                  "practice goes on where it was left.",
                  won, all));
  return document;
}

Practice::Said Practice::show_question(const std::string& arguments) {
  const auto [name, rest] = split_word(arguments);
  if (name.empty()) return overview();
  if (!rest.empty()) return refuse("one question's number is enough");
  DUMPLAB_TRY(const std::size_t i, find_question(name));
  const exercise::Question& question = made_.paper.questions[i];
  document::Document document;
  document.paragraph(
      fmt::format("{}. {} ({} points; {})", question.name, question.text, question.points, state_of(i)));
  if (dumps_.size() > 1)
    document.paragraph(fmt::format("It is about {}.", dump_name(question.dump, dumps_.size())));
  document.paragraph("Answer: " + question::describe(*question::parse_answer_type(question.type)) + ".");
  if (const auto stream = made_.solved[i].stream; !stream.empty())
    document.paragraph(fmt::format("It needs the dump's {}.", stream));
  return document;
}

Practice::Said Practice::answer(const std::string& arguments) {
  const auto [name, value] = split_word(arguments);
  if (name.empty() || value.empty()) return refuse("!answer takes a question's number and a value");
  DUMPLAB_TRY(const std::size_t i, find_question(name));
  const exercise::Question& question = made_.paper.questions[i];
  question::NearMisses near_misses;
  for (const exercise::NearMiss& miss : question.near_misses)
    DUMPLAB_TRY_VOID(near_misses.add(miss.answer, miss.why));
  const auto reply = question::reply_to(*question::parse_answer_type(question.type), value, question.key,
                                        near_misses, dumps_[question.dump]->resolver());
  // What is misspelt is no try.
  if (reply.verdict == question::Verdict::kFormat) return paragraph(reply.words);
  Progress::Question& progress = progress_.questions[question.name];
  progress.answers.emplace_back(value);
  if (reply.verdict == question::Verdict::kRight && !progress.is_given_up) progress.is_solved = true;
  DUMPLAB_TRY_VOID(save());
  if (reply.verdict != question::Verdict::kRight) return paragraph(reply.words);
  const auto [won, all] = points();
  return paragraph(fmt::format("right, {} points; {} of {} in all", points_of(i), won, all));
}

Practice::Said Practice::hint(const std::string& arguments) {
  const auto [name, rest] = split_word(arguments);
  if (!rest.empty()) return refuse("!hint takes a question's number");
  DUMPLAB_TRY(const std::size_t i, find_question(name));
  const exercise::Question& question = made_.paper.questions[i];
  Progress::Question& progress = progress_.questions[question.name];
  const auto hints = make_hints(question, made_.solved[i]);
  if (progress.hints == hints.size()) return refuse("there are no more hints to question " + question.name);
  const unsigned price = kHintPrices[progress.hints];
  const std::string& text = hints[progress.hints++];
  DUMPLAB_TRY_VOID(save());
  return paragraph(fmt::format("{}. {} ({} % of the points)", question.name, text, price));
}

Practice::Said Practice::give_up(const std::string& arguments) {
  const auto [name, rest] = split_word(arguments);
  if (name.empty() || !rest.empty()) return refuse("!give-up takes a question's number");
  DUMPLAB_TRY(const std::size_t i, find_question(name));
  const exercise::Question& question = made_.paper.questions[i];
  Progress::Question& progress = progress_.questions[question.name];
  if (!progress.is_solved) progress.is_given_up = true;
  DUMPLAB_TRY_VOID(save());
  document::Document document;
  document.paragraph(fmt::format("{}. {}", question.name, question.key));
  for (const solution::Step& step : made_.solved[i].steps)
    document.paragraph(fmt::format("  {:<28} {}", step.command, step.why));
  return document;
}

}  // namespace dumplab::classroom
