// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "nt/memory_constants.h"
#include "report/region_facts.h"
#include "report/region_list.h"
#include "report/region_summary.h"
#include "report/region_words.h"
#include "shell/arguments.h"
#include "shell/wildcard.h"

namespace dumplab::shell::commands {
namespace {

using regions::OwnedRegion;

/// What `!address` was asked for besides a single region.
struct Request {
  std::vector<std::string> filters;  ///< usages, states, types, protections: one of each kind must fit
  std::string format;                ///< "csv", "tsv", "1"
  std::string command;               ///< for each region, with %1 to %7
};

/// base, end+1, size, type, state, protect, usage: as %1 to %7 name them.
std::vector<std::string> columns_of(const OwnedRegion& region, const report::RegionWords& words) {
  return {words.address(region.base),
          words.address(region.base + region.size),
          words.address(region.size),
          nt::describe_type(region.type),
          nt::describe_state(region.state),
          nt::describe_protection(region.protect),
          std::string(regions::usage_of(region.kind))};
}

/// Of every kind of filter that is given one must fit: "Stack,MEM_COMMIT" are committed stacks.
bool fits(const OwnedRegion& region, const std::vector<std::string>& filters,
          const report::RegionWords& words) {
  const auto columns = columns_of(region, words);
  const auto kind_of = [](const std::string& filter) {
    const std::string upper = filter;
    if (upper.starts_with("PAGE_")) return 5;
    if (upper == "MEM_COMMIT" || upper == "MEM_RESERVE" || upper == "MEM_FREE") return 4;
    if (upper.starts_with("MEM_")) return 3;
    return 6;
  };
  bool asked[7] = {}, found[7] = {};
  for (const std::string& filter : filters) {
    const int kind = kind_of(filter);
    asked[kind] = true;
    const bool is_word = kind == 5 ? columns[5].find(filter) != std::string::npos
                                   : equal_without_case(columns[static_cast<std::size_t>(kind)], filter);
    found[kind] |= is_word;
  }
  for (int kind = 0; kind < 7; ++kind)
    if (asked[kind] && !found[kind]) return false;
  return true;
}

std::string in_quotes(const std::string& text) { return "\"" + text + "\""; }

/// The command with %1 to %7 replaced.
std::string filled_in(const std::string& command, const std::vector<std::string>& columns) {
  std::string out;
  for (std::size_t i = 0; i < command.size(); ++i) {
    const bool is_place =
        command[i] == '%' && i + 1 < command.size() && command[i + 1] >= '1' && command[i + 1] <= '7';
    out += is_place ? columns[static_cast<std::size_t>(command[++i] - '1')] : std::string(1, command[i]);
  }
  return out;
}

Result<document::Document> list_chosen(Session& session, const Request& request) {
  const report::Analysis& analysis = session.target().analysis();
  const report::RegionWords words(analysis);
  std::vector<const OwnedRegion*> chosen;
  for (const OwnedRegion& region : analysis.regions)
    if (fits(region, request.filters, words)) chosen.push_back(&region);
  document::Document out;
  if (!request.command.empty()) {
    // All lines first: a command may be .reload, after which the regions are others.
    std::vector<std::string> lines;
    for (const OwnedRegion* region : chosen)
      lines.push_back(filled_in(request.command, columns_of(*region, words)));
    for (const std::string& line : lines)
      for (Output& output : session.execute(line)) {
        if (!output.document) return refuse(output.document.error().what);
        out.append(std::move(*output.document));
      }
    return out;
  }
  document::Listing list{"regions", {}};
  const std::string separator = request.format == "tsv" ? "\t" : ",";
  const bool is_separated = request.format == "csv" || request.format == "tsv";
  if (is_separated)
    list.add(fmt::format("BaseAddress{0}EndAddress+1{0}RegionSize{0}Type{0}State{0}Protect{0}Usage{0}Comment",
                         separator));
  else if (request.format.empty()) {
    list.add("  BaseAddr EndAddr+1 RgnSize     Type       State                 Protect             Usage");
    list.add(std::string(107, '-'));
  }
  for (const OwnedRegion* region : chosen) {
    const auto columns = columns_of(*region, words);
    const std::string detail = words.detail(*region);
    std::string text;
    if (request.format == "1") {
      text = columns[0];
    } else if (is_separated) {
      for (const std::string& column : columns) text += in_quotes(column) + separator;
      std::string comment = detail;  // may hold quotes itself
      for (std::size_t at = 0; (at = comment.find('"', at)) != std::string::npos; at += 2)
        comment.insert(at, "\"");
      text += in_quotes(comment);
    } else {
      text = fmt::format("{} {:>8} {:>8} {:>8} {:<11} {:<11} {:<34} {:<10} {}",
                         region->allocation_base == region->base ? "+" : " ", columns[0], columns[1],
                         columns[2], columns[3], columns[4], columns[5], columns[6], detail);
      while (text.ends_with(' ')) text.pop_back();
    }
    list.add(std::move(text))
        .address("base", region->base)
        .address("end", region->base + region->size)
        .address("size", region->size)
        .with("type", columns[3])
        .with("state", columns[4])
        .with("protect", columns[5])
        .with("usage", columns[6])
        .with("owner", region->owner)
        .with("detail", detail);
  }
  out.listing(std::move(list));
  return out;
}

}  // namespace

Result<document::Document> address_map(Session& session, const Invocation& invocation) {
  const report::Analysis& analysis = session.target().analysis();
  ArgumentReader arguments(session, invocation.arguments);
  Request request;
  std::string address;
  bool is_summary = false;
  while (!arguments.at_end()) {
    const std::string_view rest = arguments.rest();
    if (rest.starts_with("-c:")) {
      request.command = rest.substr(3);
      if (request.command.size() > 1 && request.command.front() == '"' && request.command.back() == '"')
        request.command = request.command.substr(1, request.command.size() - 2);
      break;
    }
    const std::string word = arguments.word();
    if (word == "-summary") {
      is_summary = true;
    } else if (word.starts_with("-f:")) {
      for (std::string_view filters = std::string_view(word).substr(3); !filters.empty();) {
        const std::size_t end = std::min(filters.find(','), filters.size());
        request.filters.emplace_back(filters.substr(0, end));
        filters.remove_prefix(std::min(filters.size(), end + 1));
      }
    } else if (word.starts_with("-o:")) {
      request.format = word.substr(3);
      if (request.format != "csv" && request.format != "tsv" && request.format != "1")
        return refuse("!address -o: takes csv, tsv or 1");
    } else if (word.starts_with('-') && word.size() > 1 && word[1] > '9') {
      return refuse(fmt::format("!address does not take {}", word));
    } else {
      address += (address.empty() ? "" : " ") + word;
    }
  }
  if (is_summary) return report::regions_summary(analysis);
  if (address.empty()) return list_chosen(session, request);
  DUMPLAB_TRY(const std::uint64_t at, session.evaluate_address(address));
  if (!regions::find_region(analysis.regions, at))
    return refuse(fmt::format("{} is beyond the address space", session.target().text(at)));
  return report::describe_region(analysis, at);
}

}  // namespace dumplab::shell::commands
