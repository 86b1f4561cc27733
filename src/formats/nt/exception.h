// SPDX-License-Identifier: MIT
#pragma once

#include "nt/layout.h"

namespace dumplab::nt {

/// EXCEPTION_RECORD.
struct ExceptionRecord {
  le32 ExceptionCode, ExceptionFlags, ExceptionRecord_, ExceptionAddress, NumberParameters,
      ExceptionInformation[15];
};
static_assert(sizeof(ExceptionRecord) == 0x50);
inline constexpr std::uint32_t kMaximumExceptionParameters = 15;

/// EXCEPTION_REGISTRATION_RECORD as MSVC's _except_handler3 extends it; it stands at EBP-10h of its function,
/// which keeps ESP at EBP-18h and the EXCEPTION_POINTERS* at EBP-14h.
struct ScopedRegistration {
  le32 Next, Handler, ScopeTable, TryLevel, Ebp;
};
static_assert(offsetof(ScopedRegistration, Ebp) == 0x10);

/// One row of a scope table: `FilterFunc` 0 marks a __finally block.
struct ScopeEntry {
  le32 EnclosingLevel, FilterFunc, HandlerFunc;
};
static_assert(sizeof(ScopeEntry) == 12);
inline constexpr std::uint32_t kEndOfChain = 0xffffffff;

}  // namespace dumplab::nt
