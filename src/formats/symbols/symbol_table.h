// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dumplab/result.h"
#include "symbols/frame_rows.h"

namespace dumplab::symbols {

/// A function that an address belongs to.
struct Function {
  std::string name;        ///< without C decoration: "WaitForSingleObject"
  std::uint32_t rva = 0;   ///< of its first byte
  std::uint32_t size = 0;  ///< bytes; 0: not known (public and export names)
};

struct SourceLine {
  std::string file;
  std::uint32_t line = 0;
  friend bool operator==(const SourceLine&, const SourceLine&) = default;
};

/// A function whose code stands inside another one at some address.
struct InlinedFunction {
  std::string name;
  std::optional<SourceLine> line;  ///< the place in it that the address belongs to
  std::optional<SourceLine> call;  ///< where the function around it calls it
};

/// A name of a module. `size` as of Function.
struct SymbolName {
  std::string name;
  std::uint32_t rva = 0, size = 0;
  bool is_function = false;
};

/// The symbols of one module. Addresses are RVAs.
class SymbolTable {
 public:
  virtual ~SymbolTable() = default;
  /// The function that holds `rva`; of names without a size the nearest at or below it.
  virtual std::optional<Function> find_function(std::uint32_t rva) const = 0;
  /// The place in that function: where others are inlined at `rva`, the outermost call.
  virtual std::optional<SourceLine> find_line(std::uint32_t rva) const = 0;
  /// The functions that are inlined at `rva`, innermost first; the last one is called by find_function().
  virtual std::vector<InlinedFunction> find_inlined(std::uint32_t) const { return {}; }
  /// How to unwind from `rva`: of rows with a program that hold it the smallest, else of FPO rows.
  virtual std::optional<FrameData> find_frame_data(std::uint32_t) const { return std::nullopt; }
  /// STACK CFI for `rva`: the INIT row's rules, replaced by those of later rows up to `rva`.
  virtual std::optional<FrameRules> find_frame_rules(std::uint32_t) const { return std::nullopt; }
  /// Every name of code and data, in no order; several may stand for one place.
  virtual std::vector<SymbolName> names() const { return {}; }
  /// "pdb", "sym", "export".
  virtual const char* kind() const = 0;
};

}  // namespace dumplab::symbols
