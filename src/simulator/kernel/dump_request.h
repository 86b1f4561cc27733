// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "dumplab/context.h"
#include "nt/exception.h"

namespace dumplab::kernel {

struct Process;

/// A dump that a program asks for.
struct DumpRequest {
  /// The exception that goes into it, as the program describes it.
  struct Event {
    std::uint32_t thread_id = 0;
    nt::ExceptionRecord record{};
    ContextX86 context;
  };

  const Process& process;
  std::uint32_t type = 0;  ///< MINIDUMP_TYPE
  std::optional<Event> event;
  std::vector<std::pair<std::uint32_t, std::vector<std::byte>>> user_streams;  ///< type, bytes
};

}  // namespace dumplab::kernel
