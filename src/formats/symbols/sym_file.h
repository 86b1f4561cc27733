// SPDX-License-Identifier: MIT
#pragma once

#include "symbols/sym_rows.h"

namespace dumplab::symbols {

/// A Breakpad .sym file. Its MODULE line must be right; later lines that are broken are left out and noted.
/// Opening reads the first lines only; the first question makes an index of what begins where, and rows are
/// read when they are asked for. Not thread safe.
class SymFile : public SymbolTable {
 public:
  /// Maps the file.
  static Result<std::unique_ptr<SymFile>> open(const std::filesystem::path& path);
  /// The same for the bytes of a file that are in memory already.
  static Result<std::unique_ptr<SymFile>> from_bytes(std::vector<std::byte> file);

  virtual const SymModule& module() const = 0;
  /// Of INFO CODE_ID: time stamp and size of the image, as a symbol store writes them. Empty: not told.
  virtual const std::string& code_id() const = 0;
  /// Every FUNC row, by RVA.
  virtual std::vector<Function> functions() const = 0;
  /// Every line record, by function.
  virtual std::vector<SymLine> lines() const = 0;
  /// Name of a FILE row, empty if there is none.
  virtual std::string file_name(std::uint32_t number) const = 0;
  /// What could not be read so far; of very many the first ones.
  virtual const std::vector<Problem>& problems() const = 0;
};

}  // namespace dumplab::symbols
