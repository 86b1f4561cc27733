// SPDX-License-Identifier: MIT
#include "classroom/progress.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace dumplab::classroom {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSchema = "dumplab/progress/1";

tl::unexpected<Error> bad(const std::string& what) {
  return fail(ErrorKind::kMalformed, 0, "progress: " + what);
}

bool read_question(const Json& json, Progress::Question& question) {
  constexpr unsigned kHints = 5;
  if (!json.is_object() || !json.contains("answers") || !json["answers"].is_array()) return false;
  for (const Json& answer : json["answers"]) {
    if (!answer.is_string()) return false;
    question.answers.push_back(answer.get<std::string>());
  }
  const auto hints = json.find("hints"), solved = json.find("solved"), given_up = json.find("given_up");
  if (hints == json.end() || solved == json.end() || given_up == json.end()) return false;
  if (!hints->is_number_unsigned() || hints->get<std::uint64_t>() > kHints) return false;
  if (!solved->is_boolean() || !given_up->is_boolean()) return false;
  question.hints = hints->get<unsigned>();
  question.is_solved = solved->get<bool>();
  question.is_given_up = given_up->get<bool>();
  return true;
}

}  // namespace

std::string to_json(const Progress& progress) {
  Json questions = Json::object();
  for (const auto& [name, question] : progress.questions)
    questions[name] = {{"answers", question.answers},
                       {"hints", question.hints},
                       {"solved", question.is_solved},
                       {"given_up", question.is_given_up}};
  const Json json = {{"schema", kSchema},
                     {"exercise", progress.exercise},
                     {"seed", hex(progress.seed)},
                     {"questions", std::move(questions)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<Progress> progress_from_json(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded() || !json.is_object()) return bad("no JSON object");
  if (json.value("schema", Json()) != Json(kSchema))
    return bad("another schema than " + std::string(kSchema));
  Progress progress;
  const Json exercise = json.value("exercise", Json()), seed = json.value("seed", Json()),
             questions = json.value("questions", Json());
  if (!exercise.is_string()) return bad("exercise: text expected");
  progress.exercise = exercise.get<std::string>();
  const auto number = seed.is_string() ? parse_hex(seed.get<std::string>()) : std::nullopt;
  if (!number) return bad("seed: 0x and digits expected");
  progress.seed = *number;
  if (!questions.is_object()) return bad("questions: an object expected");
  for (const auto& [name, question] : questions.items())
    if (!read_question(question, progress.questions[name])) return bad("questions." + name);
  return progress;
}

}  // namespace dumplab::classroom
