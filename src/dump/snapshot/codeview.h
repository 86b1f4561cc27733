// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "base/byte_view.h"
#include "dumplab/snapshot.h"

namespace dumplab::snapshot {

/// A CodeView record as it stands in a debug directory or a dump. What is no whole RSDS or NB10 record stays
/// as bytes; no bytes give none.
CodeView read_codeview(ByteView record);
std::vector<std::byte> bytes_of_codeview(const CodeView& codeview);

/// False for a PDB's record whose path has no NUL.
bool has_terminated_path(ByteView record);

/// Breakpad's and symbol servers' id: the GUID (or signature) in upper-case hex and the age, without dashes.
/// Empty for a record that names no
/// PDB.
std::string debug_id(const CodeView& codeview);

}  // namespace dumplab::snapshot
