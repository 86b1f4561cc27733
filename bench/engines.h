// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "image.h"

namespace dumplab::bench {

struct Run {
  double seconds = 0;
  std::string output;              // what the program printed
  std::uint64_t instructions = 0;  // ours only
};

enum class Watch { kNothing, kAccesses, kCalls };

/// On ours, through page tables with demand paging.
Run run_ours(const Image& image, Watch watch);
/// On Unicorn; nothing when it was not there at build time.
std::optional<Run> run_unicorn(const Image& image, bool memory_hook);
/// As a process of the host; `emulator`: "" or a program that runs it.  Nothing when it cannot run.
std::optional<Run> run_process(const Image& image, const std::string& emulator);

}  // namespace dumplab::bench
