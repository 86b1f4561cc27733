// SPDX-License-Identifier: MIT
#include "scenario/scenario_file.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/random.h"
#include "base/try.h"
#include "scenario/capture_rule.h"
#include "scenario/planted.h"

namespace dumplab::scenario {

Result<ScenarioFile> read_scenario_file(const std::filesystem::path& path) {
  DUMPLAB_TRY(const std::string text, read_text_file(path));
  try {
    const auto json = nlohmann::ordered_json::parse(text);
    ScenarioFile file;
    json.at("title").get_to(file.title);
    json.at("directory").get_to(file.directory);
    json.at("program").get_to(file.program);
    json.at("modules").get_to(file.modules);
    json.at("variants").get_to(file.variants);
    json.at("capture").get_to(file.capture);
    json.at("pattern").get_to(file.pattern);
    if (!is_pattern(file.pattern)) return fail(ErrorKind::kMalformed, 0, file.pattern + ": no such pattern");
    const auto rules = parse_capture_rules(file.capture);
    if (!rules || rules->size() != 1)
      return fail(ErrorKind::kMalformed, 0, file.capture + ": not one moment to capture at");
    if (file.variants.empty()) return fail(ErrorKind::kMalformed, 0, "a scenario without variants");
    if (json.contains("configuration")) {
      const auto& configuration = json.at("configuration");
      configuration.at("file").get_to(file.configuration_file);
      configuration.at("section").get_to(file.configuration_section);
      for (const auto& [key, value] : configuration.at("values").items()) {
        ConfigurationValue row;
        row.key = key;
        if (value.contains("words")) {
          value.at("words").get_to(row.words);
        } else {
          value.at("min").get_to(row.min);
          value.at("max").get_to(row.max);
        }
        if (row.max < row.min) return fail(ErrorKind::kMalformed, 0, "an empty range for " + key);
        file.values.push_back(std::move(row));
      }
    }
    return file;
  } catch (const nlohmann::json::parse_error& e) {
    return fail(ErrorKind::kMalformed, e.byte, e.what());
  } catch (const nlohmann::json::exception& e) {
    return fail(ErrorKind::kMalformed, 0, e.what());
  }
}

Configuration pick_configuration(const ScenarioFile& scenario, std::uint64_t seed) {
  Configuration picked;
  for (const ConfigurationValue& value : scenario.values) {
    Random random(seed, "configuration " + value.key);
    if (value.words.empty()) {
      const auto span = static_cast<std::uint64_t>(value.max - value.min) + 1;
      picked[value.key] = std::to_string(value.min + static_cast<std::int64_t>(random.below(span)));
    } else {
      picked[value.key] = value.words[random.below(value.words.size())];
    }
  }
  return picked;
}

std::string configuration_text(const ScenarioFile& scenario, const Configuration& configuration) {
  std::string text = fmt::format("[{}]\r\n", scenario.configuration_section);
  for (const ConfigurationValue& value : scenario.values)
    if (const auto found = configuration.find(value.key); found != configuration.end())
      text += fmt::format("{}={}\r\n", value.key, found->second);
  return text;
}

}  // namespace dumplab::scenario
