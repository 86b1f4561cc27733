// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "cpu/page_translator.h"
#include "nt/memory_constants.h"

namespace dumplab::kernel {

constexpr bool is_writable(std::uint32_t protect) {
  const std::uint32_t kind = protect & 0xff;
  return kind == nt::kPageReadWrite || kind == nt::kPageExecuteReadWrite;
}

constexpr bool is_write_copy(std::uint32_t protect) {
  const std::uint32_t kind = protect & 0xff;
  return kind == nt::kPageWriteCopy || kind == nt::kPageExecuteWriteCopy;
}

/// Whether it is one PAGE_* with modifiers that go with it.
constexpr bool is_valid_protection(std::uint32_t protect) {
  switch (protect & ~(nt::kPageGuard | nt::kPageNoCache | nt::kPageWriteCombine)) {
    case nt::kPageNoAccess:
      return protect == nt::kPageNoAccess;
    case nt::kPageReadOnly:
    case nt::kPageReadWrite:
    case nt::kPageExecute:
    case nt::kPageExecuteRead:
    case nt::kPageExecuteReadWrite:
    case nt::kPageWriteCopy:
    case nt::kPageExecuteWriteCopy:
      return true;
    default:
      return false;
  }
}

/// Whether PAGE_* lets user mode do it now; the guard modifier forbids everything.
constexpr bool allows(std::uint32_t protect, cpu::Access access) {
  const std::uint32_t kind = protect & 0xff;
  if ((protect & nt::kPageGuard) || kind == 0 || kind == nt::kPageNoAccess) return false;
  return access != cpu::Access::kWrite || is_writable(kind) || is_write_copy(kind);
}

/// What a written copy of a page is protected as.
constexpr std::uint32_t after_copy(std::uint32_t protect) {
  const std::uint32_t modifiers = protect & ~0xffu;
  return modifiers |
         ((protect & 0xff) == nt::kPageExecuteWriteCopy ? nt::kPageExecuteReadWrite : nt::kPageReadWrite);
}

/// What a view's page that is not to be written through becomes when it is made writable.
constexpr std::uint32_t before_copy(std::uint32_t protect) {
  const std::uint32_t modifiers = protect & ~0xffu;
  if ((protect & 0xff) == nt::kPageReadWrite) return modifiers | nt::kPageWriteCopy;
  if ((protect & 0xff) == nt::kPageExecuteReadWrite) return modifiers | nt::kPageExecuteWriteCopy;
  return protect;
}

}  // namespace dumplab::kernel
