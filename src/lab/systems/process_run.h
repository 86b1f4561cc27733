// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "image/pe_image.h"
#include "scenario/run.h"
#include "systems/lab.h"

namespace dumplab::systems {

/// DataBase.exe with Index.dll as processes of the NT-style kernel, run to its breakpoint.
struct ProcessRun {
  std::unique_ptr<scenario::Run> run;
  Snapshot snapshot;  ///< of the first process that stopped
  truth::Truth truth;

  /// The module of that file name; nullptr when it is not loaded.
  const Module* module(std::string_view name) const;
  /// The whole image as it lies in memory; pages that cannot be read are zeros.
  std::vector<std::byte> image_bytes(const Module& module) const;
  /// Linear pages of [base, base + size) that came in, by the log: in order, each once.
  std::vector<std::uint64_t> pages_in(std::uint64_t base, std::uint64_t size) const;
};

/// `copies` processes of the same program. kMalformed when none of them reached its breakpoint.
Result<ProcessRun> run_database(const Settings& settings, unsigned copies);

/// The bytes of a file of the labs' folder.
Result<std::vector<std::byte>> lab_file(const Settings& settings, std::string_view name);

}  // namespace dumplab::systems
