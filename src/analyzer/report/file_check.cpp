// SPDX-License-Identifier: MIT
#include "report/file_check.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/text.h"

namespace dumplab::report {
namespace {

using Json = nlohmann::ordered_json;
using document::Align;
using document::Document;
using document::Table;

constexpr char letter(Damage damage) {
  return damage == Damage::kStream ? 'S' : damage == Damage::kEntry ? 'E' : 'W';
}

struct VerdictText {
  char letter;
  std::string_view what;
};
constexpr VerdictText kVerdicts[] = {
    {'S', "a stream is damaged: its count or its bounds are impossible"},
    {'E', "an entry of a stream, or what it refers to, is damaged"},
    {'W', "everything can be read; something contradicts itself"},
    {'A', "nothing is wrong"},
};

std::string_view describe(char verdict) {
  return std::ranges::find(kVerdicts, verdict, &VerdictText::letter)->what;
}

/// The worst damage in a stream; empty when there is none.
std::optional<Damage> damage_in(const Dump& dump, const StreamEntry& stream, std::uint64_t file_size) {
  if (stream.size != 0 && std::uint64_t{stream.offset} + stream.size > file_size) return Damage::kStream;
  std::optional<Damage> worst;
  for (const DumpProblem& problem : dump.problems())
    if (!stream.name.empty() && problem.part == stream.name && (!worst || problem.damage > *worst))
      worst = problem.damage;
  return worst;
}

std::vector<FileCheck::Count> count_contents(const Snapshot& s) {
  const auto has_context = [](const Thread& thread) {
    return !std::holds_alternative<std::monostate>(thread.context);
  };
  std::uint64_t bytes = 0;
  for (const AddressRange& range : s.memory->ranges()) bytes += range.size;
  return {{"threads", s.threads.size()},
          {"threads_with_context", static_cast<std::uint64_t>(std::ranges::count_if(s.threads, has_context))},
          {"exceptions", s.exception ? 1u : 0u},
          {"modules", s.modules.size()},
          {"unloaded_modules", s.unloaded_modules.size()},
          {"handles", s.handles.size()},
          {"regions", s.regions.size()},
          {"memory_ranges", s.memory->ranges().size()},
          {"memory_bytes", bytes}};
}

void add_table(Document& out, std::string title, Table table) {
  if (table.rows.empty()) return;
  out.heading(1, std::move(title));
  out.table(std::move(table));
}

}  // namespace

std::string_view damage_word(Damage damage) {
  return damage == Damage::kStream ? "stream" : damage == Damage::kEntry ? "entry" : "warning";
}

FileCheck check_file(const Dump& dump, std::uint64_t file_size) {
  FileCheck check;
  check.file_size = file_size;
  check.problems.assign(dump.problems().begin(), dump.problems().end());
  check.contradictions = consistency::find_contradictions(dump.snapshot());
  check.recovered = count_contents(dump.snapshot());
  for (const StreamEntry& entry : dump.streams()) {
    const auto damage = damage_in(dump, entry, file_size);
    check.streams.push_back({entry, damage ? damage_word(*damage) : entry.is_read ? "ok" : "not read"});
  }
  if (!check.contradictions.empty()) check.verdict = 'W';
  const auto worst = std::ranges::max_element(check.problems, {}, &DumpProblem::damage);
  if (worst != check.problems.end()) check.verdict = letter(worst->damage);
  return check;
}

Document to_document(const FileCheck& check) {
  Document out;
  out.heading(1, "File");
  out.table({{{}, {}},
             {{"Verdict", fmt::format("{}  {}", check.verdict, describe(check.verdict))},
              {"Size", fmt::format("{:#x} bytes", check.file_size)}}});
  Table streams{{{"Type"}, {"Name"}, {"Offset", Align::kRight}, {"Bytes", Align::kRight}, {"State"}}, {}};
  for (const auto& [entry, state] : check.streams)
    streams.rows.push_back({fmt::format("{:#x}", entry.type), std::string(entry.name),
                            fmt::format("{:#x}", entry.offset), std::to_string(entry.size),
                            std::string(state)});
  add_table(out, "Streams", std::move(streams));
  Table problems{{{"Offset", Align::kRight}, {"Damage"}, {"Part"}, {"What"}}, {}};
  for (const DumpProblem& problem : check.problems)
    problems.rows.push_back(
        {hex(problem.where), std::string(damage_word(problem.damage)), problem.part, problem.what});
  add_table(out, "Problems in the file", std::move(problems));
  Table contradictions{{{"Address"}, {"Check"}, {"What"}}, {}};
  for (const consistency::Finding& finding : check.contradictions)
    contradictions.rows.push_back(
        {fmt::format("{:08x}", finding.address), std::string(finding.check), finding.what});
  add_table(out, "Contradictions in the process", std::move(contradictions));
  Table recovered{{{}, {"", Align::kRight}}, {}};
  for (const auto& [what, number] : check.recovered) {
    std::string words(what);
    std::ranges::replace(words, '_', ' ');
    recovered.rows.push_back({std::move(words), std::to_string(number)});
  }
  add_table(out, "What was read", std::move(recovered));
  return out;
}

std::string to_json(const FileCheck& check) {
  Json streams = Json::array(), problems = Json::array(), contradictions = Json::array(), recovered;
  for (const auto& [entry, state] : check.streams)
    streams.push_back({{"type", hex(entry.type)},
                       {"name", entry.name.empty() ? Json() : Json(entry.name)},
                       {"offset", hex(entry.offset)},
                       {"size", hex(entry.size)},
                       {"state", state}});
  for (const DumpProblem& problem : check.problems)
    problems.push_back({{"stream", problem.part},
                        {"where", hex(problem.where)},
                        {"damage", damage_word(problem.damage)},
                        {"what", problem.what}});
  for (const consistency::Finding& finding : check.contradictions)
    contradictions.push_back(
        {{"check", finding.check}, {"address", hex(finding.address)}, {"what", finding.what}});
  for (const auto& [what, number] : check.recovered) recovered[std::string(what)] = number;
  const Json json = {{"schema", "dumplab/check/1"},
                     {"verdict", std::string(1, check.verdict)},
                     {"file_size", hex(check.file_size)},
                     {"error", nullptr},
                     {"streams", streams},
                     {"problems", problems},
                     {"contradictions", contradictions},
                     {"recovered", recovered}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string to_json(const Error& error, std::uint64_t file_size) {
  const Json json = {
      {"schema", "dumplab/check/1"},     {"verdict", "R"},
      {"file_size", hex(file_size)},     {"error", {{"where", hex(error.where)}, {"what", error.what}}},
      {"streams", Json::array()},        {"problems", Json::array()},
      {"contradictions", Json::array()}, {"recovered", nullptr}};
  return json.dump(2) + "\n";
}

}  // namespace dumplab::report
