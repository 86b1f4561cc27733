// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "structures/module_images.h"

namespace dumplab::structures {

/// Fills the import address tables of images that come from module files with the addresses of the other
/// images' exports, as the loader did in the process. What nobody exports stays as it is in the file.
void bind_imports(std::vector<ModuleImage>& modules);

}  // namespace dumplab::structures
