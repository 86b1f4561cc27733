// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "formats/image/guest_files.h"

namespace dumplab::test {

/// What llvm-pdbutil-14 prints of a PDB, with segment:offset turned into RVAs by its own section list.
class Pdbutil {
 public:
  struct Function {
    std::uint32_t rva, size;
    std::string name;
    auto operator<=>(const Function&) const = default;
  };
  struct Public {
    std::uint32_t rva;
    std::string name;
    bool is_function;
    auto operator<=>(const Public&) const = default;
  };
  struct Line {
    std::uint32_t rva, size, line;
    std::string file;
    auto operator<=>(const Line&) const = default;
  };
  struct Frame {
    std::uint32_t rva, code, locals, parameters, stack, prolog, saved, flags;
    std::string program;
    auto operator<=>(const Frame&) const = default;
  };

  struct Global {
    std::string kind;   ///< "PROCREF", "LDATA32", "UDT", ...
    std::uint32_t rva;  ///< of data; of the others 0
    auto operator<=>(const Global&) const = default;
  };

  explicit Pdbutil(const std::filesystem::path& pdb);

  std::string guid;  ///< as {8-4-4-4-12}
  std::uint32_t age = 0;
  std::set<Function> functions;
  std::set<Public> publics;
  std::vector<Line> lines;  ///< sorted
  std::vector<Frame> frames;
  std::map<std::string, std::multiset<Global>> globals;  ///< by name
  bool ran = true;

 private:
  std::vector<std::string> dump(const std::string& what, const std::filesystem::path& pdb);
  void read_lines(const std::vector<std::string>& text);
  std::uint32_t rva(unsigned segment, std::uint32_t offset) const {
    return sections_.at(segment - 1) + offset;
  }

  std::vector<std::uint32_t> sections_;
};

}  // namespace dumplab::test
