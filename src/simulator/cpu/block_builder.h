// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "cpu/block.h"
#include "cpu/fault.h"
#include "cpu/page_translator.h"

namespace dumplab::cpu {

/// Decodes the block at `linear`, whose page is `page`, into `block`; at most `max_instructions`.
/// An instruction that cannot be decoded becomes an op that raises #UD or #GP.
/// Fails with the #PF of the next page if the first instruction goes on there.
std::optional<Fault> build_block(PageTranslator& pages, const PageView& page, std::uint32_t linear,
                                 unsigned max_instructions, Block& block);

/// The first `count` instructions of `block`, 0 < count < block.instructions, then a way out that must not be
/// taken with budget left.
std::vector<Op> truncate_block(const Block& block, unsigned count);

}  // namespace dumplab::cpu
