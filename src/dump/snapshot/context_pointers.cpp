// SPDX-License-Identifier: MIT
#include "snapshot/context_pointers.h"

namespace dumplab::snapshot {

std::optional<ContextPointers> pointers_of(const Context& context) {
  if (const auto* x86 = std::get_if<ContextX86>(&context))
    return ContextPointers{x86->Eip, x86->Esp, x86->Ebp};
  if (const auto* amd64 = std::get_if<ContextAmd64>(&context))
    return ContextPointers{amd64->Rip, amd64->Rsp, amd64->Rbp};
  return std::nullopt;
}

}  // namespace dumplab::snapshot
