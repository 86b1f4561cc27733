// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "image/map_file.h"
#include "scenario/run.h"
#include "systems/lab.h"

namespace dumplab::systems {

/// One EXE of the labs' folder as a process of the NT-style kernel, on one processor.
class LabProgram {
 public:
  /// Starts it, to be captured when a thread comes to each of `labels` of its linker map. Without `aslr`
  /// everything lies at its usual place, whatever the seed.
  static Result<std::unique_ptr<LabProgram>> start(const Settings& settings, std::string_view file_name,
                                                   std::vector<std::string_view> labels, bool aslr = true);

  /// Runs to the next capture. kMalformed when the program ends before.
  Result<capture::Capture> next();

  scenario::Run& run() { return *run_; }
  kernel::Process& process() { return *run_->kernel().processes().front(); }
  /// nullptr when there is none of that id.
  const kernel::Thread* find_thread(std::uint32_t id);

  /// The linear address of a mark or function. kMalformed when the map lacks it.
  Result<std::uint32_t> label(std::string_view name);
  /// The function that an address of the program's code belongs to; empty outside.
  std::string function_at(std::uint32_t linear);
  /// That function, or the file name of the module; "-" outside all modules.
  std::string place_at(std::uint32_t linear);

  /// Bytes as they are in the machine now; those of pages that cannot be read are left out.
  std::vector<std::uint8_t> bytes(std::uint32_t linear, std::uint32_t size);
  std::optional<std::uint32_t> word(std::uint32_t linear);

 private:
  const kernel::LoadedImage& exe();

  std::string module_;  ///< upper case, without its extension
  std::unique_ptr<scenario::Run> run_;
  image::MapFile map_;
};

/// "8b 02 50"
std::string hex_text(const std::vector<std::uint8_t>& bytes);

}  // namespace dumplab::systems
