// SPDX-License-Identifier: MIT
#pragma once

#include "commands/command.h"
#include "scenario/run.h"

namespace dumplab::commands {

void add_run_options(Options& options);
/// What `dumplab run` is told; errors are for misuse().
tl::expected<scenario::Request, std::string> read_run_options(const Options& options);

/// What was said of the machine although a saved one is loaded, and differs from it; empty: nothing.
std::optional<std::string> find_contradiction(const Options& options, const scenario::Request& said,
                                              const scenario::Run& loaded);

/// "HOST=GUEST" pairs.
std::optional<std::pair<std::string, std::string>> parse_pair(const std::string& text);

/// Counts of instructions, time, disk and memory, to stderr.
void print_stats(scenario::Run& run);

}  // namespace dumplab::commands
