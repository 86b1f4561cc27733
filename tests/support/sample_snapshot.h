// SPDX-License-Identifier: MIT
#pragma once

#include "dumplab/snapshot.h"

namespace dumplab::test {

/// A small process in which every field of a Snapshot has a value of its own: two threads (one with info and
/// name), modules with each kind of CodeView record, regions, an exception, four ranges of memory of which
/// two touch. Flags say full memory.
Snapshot make_sample_snapshot();

/// A 32-bit context in which every byte has a value, all derived from `seed`.
ContextX86 make_context(std::uint32_t seed);

}  // namespace dumplab::test
