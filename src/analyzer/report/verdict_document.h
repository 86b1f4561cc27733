// SPDX-License-Identifier: MIT
#pragma once

#include "document/document.h"
#include "report/address_text.h"
#include "report/analysis.h"
#include "report/json_object.h"

/// What the diagnosis says of a dump, as a part of a report.
namespace dumplab::report {

/// "Verdict: ...", the evidence of the first finding and the names of the others.
void add_verdict(const Analysis& analysis, const AddressText& text, document::Document& out);

/// `findings[]` by rank.
Json findings_json(const Analysis& analysis);
/// `exploitability`.
Json exploitability_json(const Snapshot& snapshot);

}  // namespace dumplab::report
