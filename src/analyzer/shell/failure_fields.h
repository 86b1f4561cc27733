// SPDX-License-Identifier: MIT
#pragma once

#include "diagnose/bucket.h"
#include "diagnose/facts.h"
#include "diagnose/finding.h"
#include "document/document.h"
#include "shell/session.h"

/// The sections of `!analyze -v`, in its names.
namespace dumplab::shell {

/// Verdict, evidence and next commands of every finding.
document::Listing describe_findings(const Target& target, const std::vector<diagnose::Finding>& findings);

/// KEY_VALUES_STRING: facts by name for programs that read the text.
document::Listing describe_keys(const Session& session, const diagnose::Facts& facts,
                                const diagnose::Bucket& bucket);

/// CONTEXT, EXCEPTION_RECORD, addresses and codes. Empty without an exception.
document::Listing describe_failure(const Session& session, const diagnose::Facts& facts);

/// STACK_TEXT, SYMBOL_NAME, MODULE_NAME, FAILURE_BUCKET_ID and what belongs to them.
document::Listing describe_bucket(const Session& session, const diagnose::Facts& facts,
                                  const diagnose::Bucket& bucket);

/// Breakpad's rating with its reasons.
document::Listing describe_exploitability(const Snapshot& snapshot);

/// BLOCKING_THREAD, DERIVED_WAIT_CHAIN and WAIT_CHAIN_COMMAND of a hang.
document::Listing describe_wait_chain(const Session& session, const diagnose::Facts& facts,
                                      const diagnose::Finding& finding);

}  // namespace dumplab::shell
