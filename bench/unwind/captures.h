// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "capture/capture.h"
#include "scenario/guest_set.h"

namespace dumplab::bench {

/// One of the programs as it was built.
struct Program {
  std::string name, build;  ///< "sorting", "O1-fpo"
  std::string arguments;
  std::filesystem::path folder;  ///< with its EXE, PDB and map

  bool has_frame_pointers() const { return build.ends_with("ebp"); }
};

/// All programs in all builds, in alphabetical order; garbage.c once for every argument.
std::vector<Program> find_programs();

/// The program's end (fault or hang) and `ticks` moments between the start of its main function and that end,
/// chosen by its name.
std::vector<capture::Capture> take_captures(const scenario::GuestSet& guest, const Program& program,
                                            std::size_t ticks);

}  // namespace dumplab::bench
