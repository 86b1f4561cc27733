// SPDX-License-Identifier: MIT
#pragma once

#include "base/byte_view.h"
#include "symbols/dbi.h"
#include "symbols/pdb.h"

namespace dumplab::symbols {

/// Appends the procedures (S_GPROC32, S_LPROC32 and their _ID and _DPC forms) among CodeView symbol records.
/// On error those before the broken record stand.
Result<void> read_procedures(ByteView records, const SectionMap& sections, std::vector<Function>& functions);

/// Appends the S_PUB32 records; absolute symbols are left out.
Result<void> read_publics(ByteView records, const SectionMap& sections, std::vector<PublicSymbol>& publics);

}  // namespace dumplab::symbols
