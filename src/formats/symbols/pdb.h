// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "symbols/symbol_table.h"

namespace dumplab::symbols {

/// What ties a PDB to its image: the GUID as stored in the RSDS record, and the age.
struct PdbIdentity {
  std::array<std::uint8_t, 16> guid{};
  std::uint32_t age = 0;
  friend bool operator==(const PdbIdentity&, const PdbIdentity&) = default;
};

/// A row of the PDB's frame data: how to unwind from a range of code.
struct FrameData {
  std::uint32_t rva = 0, code_size = 0, locals_size = 0, params_size = 0, stack_max = 0;
  std::uint16_t prolog_size = 0, saved_registers_size = 0;
  std::uint32_t flags = 0;
  std::string program;
};

struct PublicSymbol {
  std::string decorated_name;
  std::uint32_t rva = 0;
  bool is_function = false;
};

/// One range of code with its place in the source.
struct LineRange {
  std::uint32_t rva = 0, size = 0, line = 0;
  std::uint32_t file = 0;  ///< index into files()
};

/// An MSF 7.00 program database.
class Pdb : public SymbolTable {
 public:
  /// Maps the file. Errors name stream and offset.
  static Result<std::unique_ptr<Pdb>> open(const std::filesystem::path& path);

  virtual const PdbIdentity& identity() const = 0;
  virtual const std::vector<Function>& functions() const = 0;        ///< procedures with sizes, by RVA
  virtual const std::vector<PublicSymbol>& publics() const = 0;      ///< by RVA, each once
  virtual const std::vector<LineRange>& lines() const = 0;           ///< by RVA
  virtual const std::vector<std::string>& files() const = 0;
  virtual const std::vector<FrameData>& frame_data() const = 0;
};

}  // namespace dumplab::symbols
