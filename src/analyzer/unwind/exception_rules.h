// SPDX-License-Identifier: MIT
#pragma once

#include "dumplab/context.h"
#include "structures/module_images.h"
#include "unwind/registers.h"

namespace dumplab::unwind {

/// The CONTEXT that KiUserExceptionDispatcher was entered with, when `at` is a frame of it that is calling
/// something: EXCEPTION_RECORD* and CONTEXT* are on the stack at ESP, as arguments or as the kernel put them.
std::optional<ContextX86> delivered_context(const StackView& stack, const Registers& at);

/// The CONTEXT that KiUserApcDispatcher returns to after its APC, when `at` is a frame of it: NtContinue's
/// argument, or behind the APC's arguments. Empty for a thread that has not begun: its CONTEXT is no caller.
std::optional<ContextX86> interrupted_context(const StackView& stack, const Registers& at);

/// Which of the two rules is about a function, by its name; null for all others.
using DispatcherRule = std::optional<ContextX86> (*)(const StackView&, const Registers&);
DispatcherRule find_dispatcher(std::string_view function);

/// The caller of an exception filter. MSVC's handlers enter a filter with the EBP of the function that owns
/// it, so [EBP] and [EBP+4] skip the handler. `at` is the filter's frame, EBP the owner's; the owner keeps an
/// EXCEPTION_REGISTRATION at EBP-10h whose scope table names the filter.
/// The handler pushed its own EBP just before the call.
std::optional<Registers> filter_caller(const StackView& stack, const structures::ModuleImages& modules,
                                       const Registers& at);

}  // namespace dumplab::unwind
