// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "base/byte_view.h"

namespace dumplab::symbols {

/// The stream "/names": file names and frame programs, found by their offset. Borrows the stream's bytes.
class NamesTable {
 public:
  NamesTable() = default;
  static Result<NamesTable> read(ByteView stream);
  /// kMalformed where no name begins: names never overlap.
  Result<std::string> at(std::uint32_t offset) const;

 private:
  ByteView strings_;
};

}  // namespace dumplab::symbols
