// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "structures/module_images.h"
#include "unwind/caller.h"
#include "unwind/stack_view.h"

/// Callers by what symbol files say of frames.
namespace dumplab::unwind {

/// By frame data of PDBs (STACK WIN of .sym files): where the return address is believed to lie depends on
/// how many bytes of arguments a called function was given, so there may be several.
std::vector<Caller> callers_by_frame_data(const structures::ModuleImages& modules, const StackView& stack,
                                          const Callee& callee);

/// By STACK CFI of .sym files.
std::vector<Caller> callers_by_frame_rules(const structures::ModuleImages& modules, const StackView& stack,
                                           const Callee& callee);

/// Bytes of arguments of the function at `address`, by its frame data.
std::optional<std::uint32_t> argument_bytes(const structures::ModuleImages& modules, std::uint32_t address);

}  // namespace dumplab::unwind
