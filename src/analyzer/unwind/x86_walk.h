// SPDX-License-Identifier: MIT
#pragma once

#include "dumplab/context.h"
#include "unwind/x86_methods.h"

namespace dumplab::unwind {

/// The stack that begins with `context`, at most `limit` frames.
CallStack walk_x86(X86Code& code, const StackView& stack, const ContextX86& context, std::size_t limit);

}  // namespace dumplab::unwind
