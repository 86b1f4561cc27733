// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "symbols/symbol_table.h"
#include "symbols/type_layout.h"

namespace dumplab::symbols {

/// What ties a PDB to its image: the GUID as stored in the RSDS record, and the age.
struct PdbIdentity {
  std::array<std::uint8_t, 16> guid{};
  std::uint32_t age = 0;
  friend bool operator==(const PdbIdentity&, const PdbIdentity&) = default;
};

/// "4DF976D310EAC6BA4C4C44205044422E1": GUID in the order of its registry form and age, both in upper-case
/// hex, as symbol stores name folders and Breakpad names modules.
std::string debug_id(const PdbIdentity& identity);

struct PublicSymbol {
  std::string decorated_name;
  std::uint32_t rva = 0;
  bool is_function = false;
};

/// What a PDB's table of global names knows by a name.
struct GlobalSymbol {
  enum class Kind { kFunction, kData, kThreadData, kTypeName };
  Kind kind = Kind::kData;
  std::string name;        ///< without C decoration
  bool is_static = false;  ///< of one source file
  std::uint32_t rva = 0;   ///< of functions and data; of thread data bytes from the thread's block
  std::uint32_t size = 0;  ///< bytes; of functions only
  std::uint32_t type = 0;  ///< index of its type; 0: not known
};

/// One range of code with its place in the source.
struct LineRange {
  std::uint32_t rva = 0, size = 0, line = 0;
  std::uint32_t file = 0;  ///< index into files()
};

/// An MSF 7.00 program database. A damaged container or DBI stream is an error; damaged parts behind it are
/// left out. Each part is read at first use. Not thread safe.
class Pdb : public SymbolTable {
 public:
  /// Maps the file. Errors name stream and offset.
  static Result<std::unique_ptr<Pdb>> open(const std::filesystem::path& path);
  /// The same for the bytes of a file that are in memory already.
  static Result<std::unique_ptr<Pdb>> from_bytes(std::vector<std::byte> file);
  /// identity() of a file, of which nothing else is read.
  static Result<PdbIdentity> identity_of(const std::filesystem::path& path);

  /// The age is the DBI stream's, which is the one that images record: tools that rewrite a PDB later count
  /// only the PDB stream's age up.
  virtual const PdbIdentity& identity() const = 0;
  virtual const std::vector<Function>& functions() const = 0;    ///< procedures with sizes, by RVA
  virtual const std::vector<PublicSymbol>& publics() const = 0;  ///< by RVA, each once
  virtual const std::vector<LineRange>& lines() const = 0;       ///< by RVA
  virtual const std::vector<std::string>& files() const = 0;
  virtual const std::vector<FrameData>& frame_data() const = 0;  ///< as stored: ascending in practice
  virtual const std::vector<FrameData>& fpo_rows() const = 0;    ///< of the older FPO_DATA, as stored
  /// Everything of that name, case and all. Only the table and the records it leads to are read.
  virtual std::vector<GlobalSymbol> find_globals(std::string_view name) const = 0;
  /// The first definition of this name; kMalformed without one. Types are read at first use.
  virtual Result<TypeLayout> find_type(std::string_view name) const = 0;
  /// What could not be read so far.
  virtual const std::vector<Problem>& problems() const = 0;
};

}  // namespace dumplab::symbols
