// SPDX-License-Identifier: MIT
#pragma once

#include "document/document.h"

namespace dumplab::shell {

class Session;
class Target;

/// What is shown when a dump is opened.
document::Document describe_opening(const Session& session);

/// System, product and times: `vertarget`.
document::Listing describe_system(const Target& target, bool with_process_times);

}  // namespace dumplab::shell
