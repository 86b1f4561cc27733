// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/byte_view.h"
#include "symbols/dbi.h"

namespace dumplab::symbols {

/// A function that is inlined at an address.
struct InlineHit {
  std::uint32_t inlinee = 0;               ///< item index of the function
  std::uint32_t line = 0;                  ///< in it
  std::optional<std::uint32_t> file_name;  ///< offset in /names
};

/// Inlined calls of all modules by address. The sections must outlive it.
class InlineSites {
 public:
  explicit InlineSites(const SectionMap& sections) : sections_(sections) {}

  /// Reads the S_INLINESITE records of one module. On error those before the broken part stand.
  Result<void> add_module(ByteView records, ByteView c13);
  /// To be called once, behind the last module.
  void sort();

  /// Innermost first. Of several procedures at one place the one of that name is meant.
  std::vector<InlineHit> find(std::uint32_t rva, const std::string& procedure) const;

 private:
  struct Row {
    std::uint32_t rva = 0, size = 0, line = 0;
    std::optional<std::uint32_t> file_name;
  };
  struct Site {
    std::uint32_t depth = 0, inlinee = 0;
    std::size_t first_row = 0, rows = 0;
  };
  struct Procedure {
    std::uint32_t rva = 0, size = 0;
    std::string name;
    std::size_t first_site = 0, sites = 0;
  };
  class ModuleReader;

  const SectionMap& sections_;
  std::vector<Procedure> procedures_;  // those with sites
  std::vector<Site> sites_;
  std::vector<Row> rows_;
};

}  // namespace dumplab::symbols
