// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "commands/command.h"
#include "document/document.h"
#include "scenario/guest_set.h"
#include "systems/lab.h"

namespace dumplab::commands {
namespace {

using nlohmann::ordered_json;

struct ValueJson {
  ordered_json operator()(std::uint64_t count) const { return count; }
  ordered_json operator()(const systems::Address& address) const { return hex(address.value); }
  ordered_json operator()(const std::string& words) const { return words; }
  ordered_json operator()(const std::vector<systems::Address>& addresses) const {
    ordered_json list = ordered_json::array();
    for (const auto& address : addresses) list.push_back((*this)(address));
    return list;
  }
};

std::string to_json(const systems::Lab& lab, const systems::Outcome& outcome) {
  ordered_json measures = ordered_json::array();
  for (const systems::Measure& measure : outcome.measures) {
    const ordered_json range = measure.range.empty() ? ordered_json(nullptr) : ordered_json(measure.range);
    measures.push_back({{"name", measure.name},
                        {"measured", std::visit(ValueJson(), measure.measured)},
                        {"expected", std::visit(ValueJson(), measure.expected)},
                        {"range", range}});
  }
  const ordered_json json = {
      {"schema", "dumplab/lab/1"}, {"lab", lab.number}, {"measures", measures}, {"notes", outcome.notes}};
  return json.dump(2) + "\n";
}

document::Document to_document(const systems::Lab& lab, const systems::Outcome& outcome) {
  document::Document page;
  page.heading(1, fmt::format("{} {}: {}", lab.number, lab.name, lab.slide));
  document::Table table;
  table.columns = {{"measure", document::Align::kLeft},
                   {"measured", document::Align::kRight},
                   {"expected", document::Align::kRight},
                   {"", document::Align::kLeft},
                   {"addresses", document::Align::kLeft}};
  for (const systems::Measure& measure : outcome.measures)
    table.rows.push_back({measure.name, systems::value_text(measure.measured),
                          systems::value_text(measure.expected), measure.holds() ? "" : "differs",
                          measure.range});
  page.table(std::move(table));
  if (!outcome.comparison.rows.empty()) {
    document::Table compared;
    for (const std::string& title : outcome.comparison.titles)
      compared.columns.push_back(
          {title, compared.columns.empty() ? document::Align::kLeft : document::Align::kRight});
    compared.rows = outcome.comparison.rows;
    page.paragraph("");
    page.table(std::move(compared));
  }
  for (const document::Figure& figure : outcome.figures) page.figure(figure);
  for (const std::string& note : outcome.notes) page.paragraph(note);
  return page;
}

}  // namespace

int lab(const Arguments& arguments) {
  using boost::program_options::value;
  Options options("lab", "lab NAME [options]",
                  "Runs one of the deck's systems and shows what it measured beside what the deck says.",
                  "dumplab lab L06");
  options.add()("name", value<std::string>(), "")("seed", value<std::uint64_t>()->default_value(1),
                                                  "makes Data.dat")("errata",
                                                                    "the deck with its slips mended")(
      "profile", value<std::string>(), "deck: what L01 to L06 run on anyway")("json", "print JSON");
  options.positional("name", 1);
  if (const auto code = options.parse(arguments)) return *code;
  if (!options.has("name")) return misuse("lab", "a lab is needed (dumplab list labs)");
  if (options.has("profile") && options.text("profile") != "deck")
    return misuse("lab", "there is no profile " + options.text("profile"));
  const systems::Lab* const found = systems::find_lab(options.text("name"));
  if (found == nullptr) return misuse("lab", "there is no lab " + options.text("name"));
  const auto guest = scenario::GuestSet::find();
  if (!guest) return complain("", guest.error());
  const auto outcome = found->run({guest->folder, options.get<std::uint64_t>("seed"), options.has("errata")});
  if (!outcome) return complain(options.text("name"), outcome.error());
  const std::string text =
      options.has("json") ? to_json(*found, *outcome) : document::render_text(to_document(*found, *outcome));
  std::fwrite(text.data(), 1, text.size(), stdout);
  for (const systems::Measure& measure : outcome->measures)
    if (!measure.holds()) return complain(options.text("name"), measure.name + " differs");
  return kDone;
}

}  // namespace dumplab::commands
