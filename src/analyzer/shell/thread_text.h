// SPDX-License-Identifier: MIT
#pragma once

#include "document/listing.h"
#include "shell/session.h"

namespace dumplab::shell {

/// ".  1  Id: 1a4.1b0 Suspend: 1 Teb: 7ffde000 Unfrozen "worker"": `.` the current thread, `#` the one with
/// the event.
document::Line thread_line(const Session& session, std::size_t number);

/// The two lines that follow it in `~*`: start address and priority.
void add_thread_details(const Session& session, std::size_t number, document::Listing& out);

/// "1a4.1b0": process and thread id; `?` for a process id that the dump has not.
std::string client_id(const Snapshot& snapshot, std::uint32_t thread_id);

}  // namespace dumplab::shell
