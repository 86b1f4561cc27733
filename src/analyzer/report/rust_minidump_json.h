// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "report/analysis.h"

namespace dumplab::report {

/// The same analysis with the field names and value formats of rust-minidump's JSON, for programs that read
/// that: addresses are padded to the processor's width, callers are named one byte before their return
/// address, and what is not known is null. Threads and modules are in the dump's order. Source:
/// rust-minidump, minidump-processor/json-schema.md.
std::string to_rust_minidump_json(const Analysis& analysis);

}  // namespace dumplab::report
