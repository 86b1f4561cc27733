// SPDX-License-Identifier: MIT
#include "classroom/check_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"
#include "base/try.h"

namespace dumplab::classroom {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSchema = "dumplab/check-file/1";
constexpr std::string_view kAlgorithm = "argon2id13";

template <std::size_t kSize>
std::string digits_of(const std::array<std::uint8_t, kSize>& bytes) {
  std::string digits;
  for (const std::uint8_t byte : bytes) digits += fmt::format("{:02x}", byte);
  return digits;
}

tl::unexpected<Error> bad(const std::string& place, std::string_view wanted) {
  return fail(ErrorKind::kMalformed, 0, fmt::format("check file: {}: {} expected", place, wanted));
}

Result<const Json*> member(const Json& object, const std::string& place, const char* key) {
  if (!object.is_object()) return bad(place.empty() ? "document" : place, "an object");
  const auto found = object.find(key);
  if (found == object.end()) return bad(place.empty() ? "document" : place, fmt::format("member {}", key));
  return &*found;
}

std::string place_of(const std::string& place, const char* key) {
  return place.empty() ? key : place + "." + key;
}

Result<std::string> text_at(const Json& object, const std::string& place, const char* key) {
  DUMPLAB_TRY(const Json* value, member(object, place, key));
  if (!value->is_string()) return bad(place_of(place, key), "text");
  return value->get<std::string>();
}

/// A name is shown and compared: not empty.
Result<std::string> name_at(const Json& object, const std::string& place, const char* key) {
  DUMPLAB_TRY(std::string name, text_at(object, place, key));
  if (name.empty()) return bad(place_of(place, key), "a name");
  return name;
}

Result<const Json*> list_at(const Json& object, const std::string& place, const char* key) {
  DUMPLAB_TRY(const Json* value, member(object, place, key));
  if (!value->is_array() || value->empty()) return bad(place_of(place, key), "a list that is not empty");
  return value;
}

template <std::size_t kSize>
Result<std::array<std::uint8_t, kSize>> bytes_at(const Json& object, const std::string& place,
                                                 const char* key) {
  DUMPLAB_TRY(const std::string digits, text_at(object, place, key));
  std::array<std::uint8_t, kSize> bytes{};
  const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  if (digits.size() != 2 * kSize || !std::all_of(digits.begin(), digits.end(), is_digit))
    return bad(place_of(place, key), fmt::format("{} lower-case hexadecimal digits", 2 * kSize));
  for (std::size_t i = 0; i < kSize; ++i)
    bytes[i] = static_cast<std::uint8_t>(*parse_hex("0x" + digits.substr(2 * i, 2)));
  return bytes;
}

Result<HashCost> read_cost(const Json& json) {
  DUMPLAB_TRY(const std::string algorithm, text_at(json, "hash", "algorithm"));
  if (algorithm != kAlgorithm)
    return fail(ErrorKind::kUnsupported, 0,
                "check file: hash.algorithm " + Json(algorithm).dump() + " is not known");
  DUMPLAB_TRY(const Json* passes, member(json, "hash", "passes"));
  DUMPLAB_TRY(const std::string memory, text_at(json, "hash", "memory"));
  const auto bytes = parse_hex(memory);
  if (!passes->is_number_unsigned()) return bad("hash.passes", "a number");
  const HashCost cost{passes->get<std::uint64_t>(), bytes.value_or(0)};
  if (!is_acceptable(cost)) return bad("hash", "1 to 64 passes and 0x2000 to 0x10000000 bytes of memory");
  return cost;
}

Result<CheckFile::Question> read_question(const Json& json, const std::string& place) {
  CheckFile::Question question;
  DUMPLAB_TRY(question.name, name_at(json, place, "name"));
  DUMPLAB_TRY(const std::string spelling, text_at(json, place, "type"));
  auto type = question::parse_answer_type(spelling);
  if (!type)
    return fail(
        type.error().kind, 0,
        fmt::format("check file: {}.type: {}, at {} of it", place, type.error().what, type.error().where));
  question.type = *std::move(type);
  if (json.contains("dump")) {
    DUMPLAB_TRY(question.dump, name_at(json, place, "dump"));
    if (question.dump.find('/') != std::string::npos) return bad(place_of(place, "dump"), "a file name");
  }
  return question;
}

Result<CheckFile::Check> read_check(const Json& json, const std::string& place) {
  CheckFile::Check check;
  DUMPLAB_TRY(check.name, name_at(json, place, "name"));
  DUMPLAB_TRY(const Json* questions, list_at(json, place, "questions"));
  for (std::size_t i = 0; i < questions->size(); ++i) {
    DUMPLAB_TRY(auto question, read_question((*questions)[i], fmt::format("{}.questions[{}]", place, i)));
    check.questions.push_back(std::move(question));
  }
  DUMPLAB_TRY(check.hash.salt, bytes_at<sizeof(Salt)>(json, place, "salt"));
  DUMPLAB_TRY(check.hash.hash, bytes_at<sizeof check.hash.hash>(json, place, "hash"));
  return check;
}

/// Names are what answers are given under.
Result<void> require_different_names(const CheckFile& file) {
  std::set<std::string_view> checks, questions;
  for (const CheckFile::Check& check : file.checks) {
    if (!checks.insert(check.name).second) return bad("checks", "different names");
    for (const CheckFile::Question& question : check.questions)
      if (!questions.insert(question.name).second) return bad("questions", "different names");
  }
  return {};
}

Result<CheckFile> read(const Json& json) {
  CheckFile file;
  DUMPLAB_TRY(const std::string schema, text_at(json, "", "schema"));
  if (schema != kSchema)
    return fail(ErrorKind::kUnsupported, 0, "check file: schema " + Json(schema).dump() + " is not known");
  DUMPLAB_TRY(file.version, text_at(json, "", "version"));
  DUMPLAB_TRY(file.guest_set, text_at(json, "", "guest_set"));
  DUMPLAB_TRY(file.exercise, name_at(json, "", "exercise"));
  DUMPLAB_TRY(const std::string use, text_at(json, "", "use"));
  if (use != "exam" && use != "practice") return bad("use", "exam or practice");
  file.use = use == "exam" ? Use::kExam : Use::kPractice;
  DUMPLAB_TRY(const Json* hash, member(json, "", "hash"));
  DUMPLAB_TRY(file.cost, read_cost(*hash));
  DUMPLAB_TRY(const Json* checks, member(json, "", "checks"));
  if (!checks->is_array()) return bad("checks", "a list");
  for (std::size_t i = 0; i < checks->size(); ++i) {
    DUMPLAB_TRY(auto check, read_check((*checks)[i], fmt::format("checks[{}]", i)));
    file.checks.push_back(std::move(check));
  }
  DUMPLAB_TRY_VOID(require_different_names(file));
  return file;
}

}  // namespace

std::string to_json(const CheckFile& file) {
  Json checks = Json::array();
  for (const CheckFile::Check& check : file.checks) {
    Json questions = Json::array();
    for (const CheckFile::Question& question : check.questions) {
      questions.push_back({{"name", question.name}, {"type", question::spell(question.type)}});
      if (question.dump != CheckFile::Question().dump) questions.back()["dump"] = question.dump;
    }
    checks.push_back({{"name", check.name},
                      {"questions", std::move(questions)},
                      {"salt", digits_of(check.hash.salt)},
                      {"hash", digits_of(check.hash.hash)}});
  }
  const Json json = {
      {"schema", kSchema},
      {"version", file.version},
      {"guest_set", file.guest_set},
      {"exercise", file.exercise},
      {"use", file.use == Use::kExam ? "exam" : "practice"},
      {"hash", {{"algorithm", kAlgorithm}, {"passes", file.cost.passes}, {"memory", hex(file.cost.memory)}}},
      {"checks", std::move(checks)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<CheckFile> check_file_from_json(std::string_view text) {
  try {
    return read(Json::parse(text));
  } catch (const Json::parse_error& e) {
    return fail(ErrorKind::kMalformed, e.byte, "check file: no JSON");
  } catch (const Json::out_of_range&) {  // of a number, which parse() does not report as its own error
    return fail(ErrorKind::kMalformed, 0, "check file: a number too large for JSON");
  }
}

}  // namespace dumplab::classroom
