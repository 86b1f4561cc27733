// SPDX-License-Identifier: MIT
#include "report/verdict_document.h"

#include <fmt/format.h>

#include "base/text.h"
#include "diagnose/exploitability.h"
#include "diagnose/verdict.h"

namespace dumplab::report {
namespace {

Json hex_or_null(const std::optional<std::uint64_t>& value) { return value ? Json(hex(*value)) : Json(); }

template <typename Number>
Json number_or_null(const std::optional<Number>& value) {
  return value ? Json(*value) : Json();
}

Json evidence_json(const diagnose::Evidence& evidence) {
  return object({{"what", evidence.what},
                 {"address", hex_or_null(evidence.address)},
                 {"thread_id", number_or_null(evidence.thread)},
                 {"frame", number_or_null(evidence.frame)}});
}

Json finding_json(const diagnose::Finding& finding) {
  Json evidence = Json::array(), locks = Json::array();
  for (const diagnose::Evidence& item : finding.evidence) evidence.push_back(evidence_json(item));
  for (const std::uint64_t lock : finding.locks) locks.push_back(hex(lock));
  return object({{"pattern", finding.pattern},
                 {"title", finding.title},
                 {"summary", finding.summary},
                 {"confidence", diagnose::describe(finding.confidence)},
                 {"is_cause", finding.is_cause},
                 {"problem_class", word_or_null(finding.problem_class)},
                 {"address", hex_or_null(finding.address)},
                 {"thread_id", number_or_null(finding.thread)},
                 {"locks", std::move(locks)},
                 {"threads", finding.threads},
                 {"evidence", std::move(evidence)},
                 {"next", finding.next}});
}

}  // namespace

void add_verdict(const Analysis& analysis, const AddressText& text, document::Document& out) {
  const diagnose::Facts facts(parts_of(analysis));
  const auto findings = diagnose::find_all(facts);
  out.paragraph("Verdict: " + diagnose::verdict_text(findings));
  if (findings.empty()) return;
  document::Table evidence{{{}, {}}, {}};
  for (const diagnose::Evidence& item : findings.front().evidence)
    evidence.rows.push_back({item.address ? text(*item.address) : "", item.what});
  if (!evidence.rows.empty()) out.table(std::move(evidence));
  for (std::size_t i = 1; i < findings.size(); ++i)
    out.paragraph(fmt::format("Also: {} ({}): {}", findings[i].pattern,
                              diagnose::describe(findings[i].confidence), findings[i].summary));
  const diagnose::Exploitability rated = diagnose::rate_exploitability(analysis.snapshot);
  if (rated.rating == diagnose::Rating::kNotAnalyzed) return;
  std::string reasons;
  for (const auto& reason : rated.reasons)
    reasons += fmt::format("{}{} {:+}", reasons.empty() ? ": " : ", ", reason.rule, reason.points);
  out.paragraph(
      fmt::format("Exploitability: {} ({}{})", diagnose::describe(rated.rating), rated.score, reasons));
}

Json findings_json(const Analysis& analysis) {
  const diagnose::Facts facts(parts_of(analysis));
  Json list = Json::array();
  for (const diagnose::Finding& finding : diagnose::find_all(facts)) list.push_back(finding_json(finding));
  return list;
}

Json exploitability_json(const Snapshot& snapshot) {
  const diagnose::Exploitability rated = diagnose::rate_exploitability(snapshot);
  Json reasons = Json::array();
  for (const auto& reason : rated.reasons)
    reasons.push_back(object({{"rule", reason.rule}, {"points", reason.points}, {"what", reason.what}}));
  return object({{"rating", diagnose::describe(rated.rating)},
                 {"score", rated.score},
                 {"reasons", std::move(reasons)}});
}

}  // namespace dumplab::report
