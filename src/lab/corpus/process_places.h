// SPDX-License-Identifier: MIT
#pragma once

#include "corpus/malformation.h"

namespace dumplab::corpus {

/// Linear addresses of structures of a draft's process, found as its own code finds them. The process must
/// have them.
class ProcessPlaces {
 public:
  explicit ProcessPlaces(Draft& draft) : draft_(draft) {}

  EditableMemory& memory() const { return *draft_.memory; }
  std::uint32_t teb() const;
  std::uint32_t peb() const;
  std::uint32_t loader_data() const;
  /// The first entry of InLoadOrderModuleList.
  std::uint32_t first_module() const;
  std::uint32_t parameters() const;
  std::uint32_t environment() const;
  std::uint32_t heap() const;
  /// The first block of the heap's first segment.
  std::uint32_t first_block() const;
  /// The image of the first module whose headers are there, and its NT headers.
  std::uint32_t image() const;
  std::uint32_t nt_headers() const;
  /// What data directory `index` names; not 0.
  std::uint32_t directory(std::uint32_t index) const;

 private:
  Draft& draft_;
};

/// A change of the process's own structures.
std::function<void(Draft&)> in_process(std::function<void(ProcessPlaces&)> change);

}  // namespace dumplab::corpus
