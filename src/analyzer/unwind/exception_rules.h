// SPDX-License-Identifier: MIT
#pragma once

#include "dumplab/context.h"
#include "structures/module_images.h"
#include "unwind/registers.h"
#include "unwind/stack_view.h"

namespace dumplab::unwind {

/// The CONTEXT that ntdll!KiUserExceptionDispatcher was entered with, when its own part of the stack begins
/// at `from`: EXCEPTION_RECORD* and CONTEXT* with the record right behind them, as the kernel puts them
/// there, or pushed once more for a call. No name is needed to know it.
std::optional<ContextX86> delivered_context(const StackView& stack, std::uint32_t from);

/// The CONTEXT that KiUserApcDispatcher returns to after its APC, when `at` is a frame of it: NtContinue's
/// argument, or behind the APC's arguments. Empty for a thread that has not begun: its CONTEXT is no caller.
std::optional<ContextX86> interrupted_context(const StackView& stack, const Registers& at);

/// The caller of an exception filter. MSVC's handlers enter a filter with the EBP of the function that owns
/// it, so [EBP] and [EBP+4] skip the handler. `at` is the filter's frame, EBP the owner's; the owner keeps an
/// EXCEPTION_REGISTRATION at EBP-10h whose scope table names the filter.
/// The handler pushed its own EBP just before the call.
std::optional<Registers> filter_caller(const StackView& stack, const structures::ModuleImages& modules,
                                       const Registers& at);

}  // namespace dumplab::unwind
