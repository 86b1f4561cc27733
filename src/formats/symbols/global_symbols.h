// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <vector>

#include "symbols/dbi.h"
#include "symbols/pdb.h"

namespace dumplab::symbols {

/// The hash table over the names of the symbol record stream: a name is found without reading the rest.
/// Source: llvm.org/docs/PDB/GlobalStream.html; Microsoft's microsoft-pdb, gsi.h (MIT).
class GlobalNames {
 public:
  GlobalNames() = default;
  /// Errors: kTruncated, kMalformed, kUnsupported (another version).
  static Result<GlobalNames> read(ByteView stream);

  /// Offsets into the symbol record stream of the records whose names fall where `name` does: most are not
  /// it.
  std::vector<std::uint32_t> find(std::string_view name) const;
  /// Those of all records.
  std::vector<std::uint32_t> all() const;

 private:
  struct HashRecord {
    le32 Off;  ///< one more than the offset
    le32 CRef;
  };
  std::span<const HashRecord> records_;
  std::vector<std::uint32_t> buckets_;  ///< index of each bucket's first record; one more at the end
};

/// A record that the table led to: what it names, and for a function where that is described.
struct GlobalRecord {
  GlobalSymbol symbol;
  std::uint16_t segment = 0;  ///< of data
  std::uint32_t offset = 0;  ///< of data, in its segment; of a function, of its record in the module's stream
  std::uint16_t module = 0;  ///< of a function: 1 for the first
};

/// The record at `offset` of the symbol record stream; empty where it is of another kind.
Result<std::optional<GlobalRecord>> read_global(ByteView records, std::uint32_t offset);

}  // namespace dumplab::symbols
