// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include "base/byte_view.h"
#include "symbols/pdb.h"

namespace dumplab::symbols {

inline constexpr std::uint32_t kInfoStream = 1;

/// The PDB stream: which build this is, and the streams that have names.
struct PdbInfo {
  PdbIdentity identity;  ///< with this stream's own age
  std::map<std::string, std::uint32_t> named_streams;
};

Result<PdbInfo> read_info_stream(ByteView stream);

}  // namespace dumplab::symbols
