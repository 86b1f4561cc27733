// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace dumplab::document {

/// Words of memory one below the other, in bands; pointers from outside lead to them, links from one to
/// another.
struct Ladder {
  struct Rung {
    std::string address, word;  ///< both empty: rungs that are left out
    std::string meaning;
    std::vector<std::string> pointers;  ///< what points here, for example "ESP"
  };
  struct Band {
    std::string title;
    std::vector<std::string> pointers;
    std::vector<Rung> rungs;
    bool marked = false;  ///< drawn in another colour
  };
  struct Link {
    std::size_t from = 0, to = 0;  ///< indexes of rungs, counted through all bands
    std::string label;             ///< what proves it
  };
  std::string title;
  std::vector<Band> bands;
  std::vector<Link> links;
};

}  // namespace dumplab::document
