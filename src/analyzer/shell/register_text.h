// SPDX-License-Identifier: MIT
#pragma once

#include "document/listing.h"
#include "shell/session.h"

namespace dumplab::shell {

/// The block that `r` shows: registers, flags in words, and the instruction at EIP with what it works on.
/// Empty of a context without registers.
document::Listing describe_registers(const Target& target, const Context& context);

/// "nv up ei pl zr na pe nc"
std::string flag_words(std::uint32_t eflags);

}  // namespace dumplab::shell
