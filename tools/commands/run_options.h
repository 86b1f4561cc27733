// SPDX-License-Identifier: MIT
#pragma once

#include "commands/command.h"
#include "scenario/run.h"

namespace dumplab::commands {

/// What `dumplab run` is told, as values; errors are for misuse().
struct RunOptions {
  scenario::Request request;
  std::optional<scenario::CaptureRule> capture;  ///< empty: the usual one
};

void add_run_options(Options& options);
tl::expected<RunOptions, std::string> read_run_options(const Options& options);

/// What was said of the machine although a saved one is loaded, and differs from it; empty: nothing.
std::optional<std::string> find_contradiction(const Options& options, const RunOptions& said,
                                              const scenario::Run& loaded);

/// "HOST=GUEST" pairs.
std::optional<std::pair<std::string, std::string>> parse_pair(const std::string& text);

/// Counts of instructions, time, disk and memory, to stderr.
void print_stats(scenario::Run& run);

}  // namespace dumplab::commands
