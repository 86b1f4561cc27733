// SPDX-License-Identifier: MIT
#pragma once

#include "symbols/pdb.h"

namespace dumplab::symbols {

/// The text of a Breakpad symbol file for an x86 image: MODULE, FILE, FUNC with lines, PUBLIC, STACK WIN 4.
/// `pdb_name` is the file name that the image's RSDS record gives. The same PDB gives the same text.
/// Source: Breakpad's docs/symbol_files.md.
std::string to_breakpad_sym(const Pdb& pdb, const std::string& pdb_name);

}  // namespace dumplab::symbols
