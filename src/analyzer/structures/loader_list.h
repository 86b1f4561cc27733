// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "dumplab/memory_source.h"

namespace dumplab::structures {

/// One entry of the loader's list of modules. Linear addresses.
struct LoaderModule {
  std::uint64_t entry = 0;  ///< of the list entry itself
  std::uint64_t base = 0;
  std::uint32_t size = 0;             ///< bytes, as the image's header says
  AddressRange full_name, base_name;  ///< UTF-16, without a terminator
};

struct LoaderList {
  std::vector<LoaderModule> modules;  ///< in load order: the program first
  bool is_complete = false;           ///< the list came back to its head
};

/// The loader's modules of a process whose PEB.Ldr is `loader_data`. A list that loops elsewhere, or leads
/// out of the dump, ends there.
LoaderList read_loader_list(const MemorySource& memory, std::uint64_t loader_data, bool is_64_bit);

/// UTF-8 of UTF-16 text in memory, of at most `most` bytes of it; empty where a byte is missing.
std::string read_text(const MemorySource& memory, AddressRange text, std::uint64_t most);

}  // namespace dumplab::structures
