// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "kernel/address_space.h"
#include "kernel/handle_table.h"
#include "kernel/hard_error.h"
#include "kernel/thread.h"

namespace dumplab::kernel {

/// A module as the kernel mapped it.
struct LoadedImage {
  std::string path;  ///< on the disk
  std::uint32_t base = 0, size = 0;
  std::shared_ptr<ImageSegment> segment;
};

/// A module that is mapped no more.
struct UnloadedImage {
  std::string path;
  std::uint32_t base = 0, size = 0, checksum = 0, timestamp = 0;
};

struct Process final : Object {
  Process(MemoryManager& memory, std::uint32_t id_, std::uint32_t first_handle)
      : Object("Process"), id(id_), space(memory, id_), handles(first_handle) {}
  bool is_signalled(const Thread&) const override { return exited; }

  std::uint32_t id;
  std::string image_path;
  AddressSpace space;
  HandleTable handles;
  std::vector<std::shared_ptr<Thread>> threads;  ///< in order of creation, the ended ones too
  std::vector<LoadedImage> images;               ///< mapped now, in order of mapping
  std::vector<UnloadedImage> unloaded;           ///< in order of leaving
  std::uint32_t peb = 0;
  std::uint32_t next_teb = 0;       ///< where the search for a TEB page begins
  std::uint32_t lowest_search = 0;  ///< where first fit begins
  std::uint64_t create_time = 0;    ///< 100 ns units since 1601
  bool exited = false;
  nt::Status exit_status = nt::Status::kPending;
  HardError hard_error;  ///< the last one

  // Entry points that the kernel enters by name.
  std::uint32_t ntdll_base = 0, apc_dispatcher = 0, exception_dispatcher = 0, initialize_thunk = 0;
  std::uint32_t system_call_return = 0;  ///< ntdll!KiFastSystemCallRet
};

}  // namespace dumplab::kernel
