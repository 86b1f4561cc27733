// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dumplab/result.h"

namespace dumplab::image {

/// A symbol of a linker map file.
struct MapSymbol {
  std::uint32_t rva = 0;
  std::string name;  ///< without decoration
  bool is_static = false;
};

/// The symbols that lld or link.exe wrote with /map, by ascending RVA.
struct MapFile {
  std::vector<MapSymbol> functions;  ///< in code sections, marks left out
  std::vector<MapSymbol> marks;      ///< labels `mark_*`

  /// The last function that begins at or below `rva`.
  const MapSymbol* find_function(std::uint32_t rva) const;
  std::optional<std::uint32_t> find_mark(std::string_view name) const;
  /// The RVA of the mark or function of that name.
  std::optional<std::uint32_t> find_label(std::string_view name) const;
};

/// Reads a map of an image whose preferred base is `image_base`. kMalformed when there is no symbol in it.
Result<MapFile> parse_map_file(std::string_view text, std::uint32_t image_base);

/// `_f@8` -> `f`, `@f@8` -> `f`, `_f` -> `f`; C++ names stay as they are.
std::string undecorate_c_name(std::string_view name);

}  // namespace dumplab::image
