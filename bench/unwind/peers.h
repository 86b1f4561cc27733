// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>

#include "process.h"
#include "readings.h"

namespace dumplab::bench {

/// Another program that reads stacks out of dumps.
struct Peer {
  std::string name;
  std::string program;  ///< empty: not there
  /// Starts on all samples; gives a function that waits for its stacks, one set per sample. The samples must
  /// live until then. Its input goes to `scratch`.
  std::function<std::function<std::vector<Stacks>()>(const std::vector<Sample>&, const Materials&,
                                                     const std::filesystem::path& scratch)>
      start;
};

/// Breakpad's minidump_stackwalk: a process per dump.
Peer make_stackwalk();
/// lldb: one process for all dumps.
Peer make_lldb();

}  // namespace dumplab::bench
