// SPDX-License-Identifier: MIT
#pragma once

#include "regions/evidence.h"
#include "structures/module_images.h"
#include "structures/process_structures.h"

namespace dumplab::regions {

/// Modules, cut where their sections begin. The section table proves which pages of a Windows image are
/// committed; nothing proves their protection, which a program may change. Modules that only the loader's
/// list has count as well, unless what lies at their base is no image.
void claim_images(const Snapshot& snapshot, const structures::ModuleImages& modules,
                  const structures::ProcessStructures& process, Evidence& evidence);

}  // namespace dumplab::regions
