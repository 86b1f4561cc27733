// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dumplab/snapshot.h"
#include "image/pe_image.h"
#include "symbols/search_path.h"

namespace dumplab::structures {

/// The file name of a module's path: behind the last slash of either kind.
std::string module_name(const Module& module);

/// One module of a snapshot with all that was found of it. Owned by ModuleImages.
struct ModuleImage {
  const Module* module = nullptr;
  std::string name;                               ///< file name
  std::vector<std::byte> bytes;                   ///< as mapped, from a module file or the dump; or empty
  bool from_file = false;                         ///< the dump has gaps: a file of the same build has all
  std::optional<image::PeImage> image;            ///< over `bytes`
  std::unique_ptr<symbols::SymbolTable> symbols;  ///< PDB, .sym file, else exports, else null
  std::vector<std::string> mismatches;            ///< PDBs and .sym files that were passed over, and why

  /// Whether code can be at `rva`: true where the image's sections are not known.
  bool is_code(std::uint32_t rva) const;
};

/// A place in code, named.
struct Place {
  std::string module, function;  ///< empty: not known
  std::uint64_t function_offset =
      0;  ///< bytes from the function's start; from the module's base without function
  std::optional<symbols::SourceLine> line;
};

/// Images and symbols of every module of a snapshot, by address. Borrows the snapshot.
class ModuleImages {
 public:
  ModuleImages(const Snapshot& snapshot, const symbols::SearchPath& search);
  ModuleImages(ModuleImages&&) = delete;  // memory() points here

  const ModuleImage* find(std::uint64_t address) const;
  const std::vector<ModuleImage>& all() const { return modules_; }
  /// The snapshot's memory, and below it the module files' bytes: for reading code and constants.
  const MemorySource& memory() const { return *memory_; }
  /// `is_return`: the address follows a CALL, which is what gets named.
  Place describe(std::uint64_t address, bool is_return) const;

 private:
  std::vector<ModuleImage> modules_;  ///< by base
  std::unique_ptr<MemorySource> memory_;
};

}  // namespace dumplab::structures
