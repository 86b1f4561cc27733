// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "structures/module_images.h"
#include "unwind/stack_walk.h"

/// How findings name places.
namespace dumplab::diagnose {

/// "Orders!main+0x64", "Orders+0x1064" without a function, "0x401064" without a module.
std::string place_text(const structures::Place& place, std::uint64_t address);
std::string place_text(const unwind::StackFrame& frame);

/// "Orders!main"; the place without an offset into its function.
std::string function_text(const unwind::StackFrame& frame);

/// "thread 1492 (5d4)": the id in decimal, as reports have it, and in hexadecimal, as debuggers do.
std::string thread_text(std::uint32_t id);

/// Of the modules that come with the system and its C runtime, by file name: what a program's fault passes
/// through on its way out.
bool is_system_module(std::string_view module);

/// Functions of the C runtime that a program may also be linked with.
bool is_runtime_function(std::string_view function);

}  // namespace dumplab::diagnose
