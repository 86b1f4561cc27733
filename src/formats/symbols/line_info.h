// SPDX-License-Identifier: MIT
#pragma once

#include <map>

#include "base/byte_view.h"
#include "symbols/dbi.h"
#include "symbols/names_table.h"
#include "symbols/pdb.h"

namespace dumplab::symbols {

/// Lines of a program by RVA, each once, and the files they are in.
struct Lines {
  std::vector<LineRange> ranges;
  std::vector<std::string> files;
};

/// Collects the lines of all modules. The sections and names must outlive it.
class LineTable {
 public:
  LineTable(const SectionMap& sections, const NamesTable& names) : sections_(sections), names_(names) {}

  /// Reads one module's C13 line information. On error the lines before the broken part stand.
  Result<void> add_module(ByteView c13);
  /// To be called once, behind the last module.
  Lines take();

 private:
  Result<void> add_lines(ByteView lines, ByteView checksums);
  Result<std::uint32_t> file_of(ByteView checksums, std::uint32_t offset);

  const SectionMap& sections_;
  const NamesTable& names_;
  std::map<std::uint32_t, std::uint32_t> file_of_name_;  // offset in /names -> index in lines_.files
  Lines lines_;
};

}  // namespace dumplab::symbols
