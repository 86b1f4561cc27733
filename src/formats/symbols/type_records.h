// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "base/byte_view.h"

namespace dumplab::symbols {

inline constexpr std::uint32_t kTypeStream = 2, kItemStream = 4;

/// The records of the TPI or IPI stream, found by their index. Borrows the stream's bytes.
/// Source: llvm.org/docs/PDB/TpiStream.html, Microsoft's cvinfo.h (lfClass and the others).
class TypeRecords {
 public:
  TypeRecords() = default;
  static Result<TypeRecords> read(ByteView stream);

  /// Of a class, structure, union or enumeration. kMalformed for another record.
  Result<std::string> type_name(std::uint32_t index) const;
  /// Of a function among the items, with its class or namespace: "Square::area".
  Result<std::string> function_name(std::uint32_t index, const TypeRecords& types) const;

 private:
  struct Record {
    std::uint16_t kind = 0;
    ByteView body;
  };
  Result<Record> record(std::uint32_t index) const;

  ByteView stream_;
  std::uint32_t first_ = 0;
  std::vector<std::uint32_t> offsets_;
};

}  // namespace dumplab::symbols
