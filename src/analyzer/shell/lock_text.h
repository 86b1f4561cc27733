// SPDX-License-Identifier: MIT
#pragma once

#include "document/listing.h"
#include "shell/session.h"
#include "structures/critical_sections.h"

namespace dumplab::shell {

/// "Ledger!g_First+0x0 at 00403018"; the address alone where it has no name.
std::string lock_name(const Target& target, std::uint64_t address);

/// LockCount as `!locks` shows it: of Server 2003 and later the waiters, before as stored.
std::int32_t shown_lock_count(const structures::CriticalSectionState& section);

/// The lines of `!locks` for one section.
void add_lock(const Target& target, const structures::CriticalSectionState& section, document::Listing& out);

/// The lines of `!cs` for one section.
void add_critical_section(const Target& target, const structures::CriticalSectionState& section,
                          document::Listing& out);

/// All sections of the process; an error says why there are none.
Result<structures::CriticalSectionList> read_locks(const Target& target);

}  // namespace dumplab::shell
