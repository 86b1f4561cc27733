// SPDX-License-Identifier: MIT
#pragma once

#include "dumplab/snapshot.h"
#include "snapshot/context_pointers.h"

namespace dumplab::shell {

/// Whose registers commands work on.
struct Scope {
  enum class Source {
    kThread,     ///< the thread's own, as the dump's writer found them
    kException,  ///< those of the exception (.ecxr)
    kRecord,     ///< a CONTEXT in memory (.cxr), or a frame's (.frame /c)
  };
  std::size_t thread = 0;  ///< place in Snapshot::threads
  Source source = Source::kThread;
  Context context;
  std::size_t frame = 0;  ///< chosen by .frame
};

/// The name's register: 32, 16 or 8 bits of it, segments, "efl", "eip"; of AMD64 the 64-bit ones too. Empty
/// when the context has none of that name.
std::optional<std::uint64_t> find_register(const Context& context, std::string_view name);

using snapshot::pointers_of;

}  // namespace dumplab::shell
