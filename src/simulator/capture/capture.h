// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include "dumplab/snapshot.h"
#include "image/map_file.h"
#include "kernel/kernel.h"
#include "truth/truth.h"

namespace dumplab::capture {

/// Linker maps by upper-cased path on the simulated disk: where truth takes function names from.
using MapFiles = std::map<std::string, image::MapFile>;

/// A process at one instant, as a dump can show it and as it really is.
struct Capture {
  Snapshot snapshot;
  truth::Truth
      truth;  ///< without the names of scenario, variant and guest set, which the machine does not know
};

/// Looks at `process` without changing it. `event_thread` is the thread whose last exception goes into the
/// Exception stream; nullptr for a capture without one. Memory is copied.
Capture take(kernel::Kernel& kernel, const kernel::Process& process, const kernel::Thread* event_thread,
             const MapFiles& maps);

}  // namespace dumplab::capture
