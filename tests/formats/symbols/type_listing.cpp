// SPDX-License-Identifier: MIT
#include "formats/symbols/type_listing.h"

#include <cstdio>

#include "formats/image/guest_files.h"

namespace dumplab::test {
namespace {

std::string quoted(const std::string& line) {
  const std::size_t from = line.find('`'), to = line.rfind('`');
  return from == to ? std::string() : line.substr(from + 1, to - from - 1);
}

/// The number behind `what`, or `otherwise`.
long number_behind(const std::string& line, const std::string& what, long otherwise) {
  const std::size_t at = line.find(what);
  if (at == std::string::npos || line[at + what.size()] == '<') return otherwise;
  return std::strtol(line.c_str() + at + what.size(), nullptr, 0);
}

}  // namespace

TypeListing::TypeListing(const std::filesystem::path& pdb) {
  const auto lines = lines_of("llvm-pdbutil-14 dump -types", pdb);
  ran = lines.has_value();
  if (!ran) return;
  Record* record = nullptr;
  for (const std::string& line : *lines) {
    unsigned index = 0;
    char kind[32];
    if (std::sscanf(line.c_str(), " 0x%X | %31s", &index, kind) == 2) {
      record = &records[index];
      record->kind = kind;
      record->name = quoted(line);
    } else if (record && line.find("- LF_MEMBER ") != std::string::npos) {
      record->members.push_back({quoted(line), static_cast<unsigned>(number_behind(line, "Type = ", 0)),
                                 static_cast<unsigned>(number_behind(line, "offset = ", 0))});
    } else if (record && line.find("- LF_VFUNCTAB ") != std::string::npos) {
      record->members.push_back({"__VFN_table", 0, 0});
    } else if (record && line.find("- LF_INDEX ") != std::string::npos) {
      record->continuation = static_cast<unsigned>(number_behind(line, "continuation = ", 0));
    } else if (record && line.find("- LF_ENUMERATE ") != std::string::npos) {
      const std::size_t from = line.find('[') + 1;
      record->values.emplace_back(line.substr(from, line.find(" = ") - from), number_behind(line, " = ", 0));
    } else if (record && record->kind == "LF_ARGLIST" && std::sscanf(line.c_str(), " 0x%X", &index) == 1) {
      names[index] = quoted(line);
    } else if (record) {
      record->fields = static_cast<unsigned>(number_behind(line, "field list: ", record->fields));
      record->size = static_cast<unsigned>(number_behind(line, "sizeof ", record->size));
    }
  }
}

TypeListing::Record TypeListing::whole_list(unsigned index) const {
  Record list = records.at(index);
  for (unsigned next = list.continuation; next != 0; next = records.at(next).continuation) {
    const Record& part = records.at(next);
    list.members.insert(list.members.end(), part.members.begin(), part.members.end());
    list.values.insert(list.values.end(), part.values.begin(), part.values.end());
  }
  return list;
}

std::string TypeListing::name_of(unsigned index) const {
  const auto name = names.find(index);
  return name == names.end() ? "" : name->second;
}

}  // namespace dumplab::test
