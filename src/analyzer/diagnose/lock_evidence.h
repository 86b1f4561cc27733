// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "diagnose/facts.h"
#include "diagnose/finding.h"

/// How findings speak of locks.
namespace dumplab::diagnose {

/// "0x403018", or "the loader's lock 0x7c97c0d8".
std::string lock_text(const Facts& facts, std::uint64_t lock);

/// Evidence of one wait: who waits where, and that the lock's own fields name the owner.
void add_wait(const Facts& facts, const WaitEdge& edge, Finding& finding);

}  // namespace dumplab::diagnose
