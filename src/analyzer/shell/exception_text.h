// SPDX-License-Identifier: MIT
#pragma once

#include "document/listing.h"
#include "shell/session.h"

namespace dumplab::shell {

/// The lines of `.exr`.
document::Listing describe_exception(const Target& target, const Exception& exception);

/// "Access violation", "C++ EH exception", ...; empty for a code without a name.
std::string exception_name(std::uint32_t code);

/// "Access violation - code c0000005 (first/second chance not available)"
std::string event_text(const Exception& exception);

/// "FAST_FAIL_STACK_COOKIE_CHECK_FAILURE" of a fail-fast exception's first parameter; empty: no name.
std::string_view fast_fail_name(std::uint64_t subcode);

}  // namespace dumplab::shell
