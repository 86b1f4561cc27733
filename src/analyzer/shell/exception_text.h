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

}  // namespace dumplab::shell
