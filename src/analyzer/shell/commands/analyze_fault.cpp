// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "diagnose/verdict.h"
#include "shell/arguments.h"
#include "shell/failure_fields.h"

namespace dumplab::shell::commands {
namespace {

using diagnose::Finding;

document::Listing banner(const char* title) {
  const std::string stars(79, '*'), blank = "*" + std::string(77, ' ') + "*";
  document::Listing list{"banner", {}};
  for (const std::string& line : {stars, blank, fmt::format("*{:^77}*", title), blank, stars, std::string()})
    list.add(line);
  return list;
}

bool is_hang(const Finding& finding) { return finding.problem_class.starts_with("APPLICATION_HANG"); }

/// With `wants_hang` what holds threads up comes first, whatever else is wrong.
std::vector<Finding> ranked(const diagnose::Facts& facts, bool wants_hang) {
  auto findings = diagnose::find_all(facts);
  if (wants_hang) std::stable_partition(findings.begin(), findings.end(), is_hang);
  return findings;
}

}  // namespace

Result<document::Document> analyze_fault(Session& session, const Invocation& invocation) {
  bool is_verbose = false, wants_hang = false;
  ArgumentReader arguments(session, invocation.arguments);
  while (!arguments.at_end()) {
    const std::string word = arguments.word();
    is_verbose |= word == "-v" || word == "-hang";
    wants_hang |= word == "-hang";
    if (word != "-v" && word != "-hang")
      return refuse(fmt::format("!analyze takes -v and -hang, not {}", word));
  }
  const diagnose::Facts facts(report::parts_of(session.target().analysis()));
  const std::vector<Finding> findings = ranked(facts, wants_hang);
  document::Document out;
  out.listing(banner(wants_hang ? "Hang Analysis" : "Exception Analysis"));
  out.listing(describe_findings(session.target(), findings));
  const diagnose::Bucket bucket =
      diagnose::make_bucket(facts, findings.empty() ? Finding() : findings.front());
  if (!is_verbose) {
    document::Listing list{"bucket", {}};
    list.add("FAILURE_BUCKET_ID:  " + bucket.failure_bucket_id)
        .with("failure_bucket_id", bucket.failure_bucket_id);
    list.add("Use !analyze -v to get detailed debugging information.");
    out.listing(std::move(list));
    return out;
  }
  if (!findings.empty() && is_hang(findings.front())) {
    out.listing(describe_wait_chain(session, facts, findings.front()));
  } else if (wants_hang) {
    document::Listing none{"wait_chain", {}};
    none.add("No chain of waiting threads was found.");
    none.add("");
    out.listing(std::move(none));
  }
  out.listing(describe_exploitability(session.snapshot()));
  out.listing(describe_keys(session, facts, bucket));
  out.listing(describe_failure(session, facts));
  out.listing(describe_bucket(session, facts, bucket));
  return out;
}

}  // namespace dumplab::shell::commands
