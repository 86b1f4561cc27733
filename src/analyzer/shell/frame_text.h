// SPDX-License-Identifier: MIT
#pragma once

#include "document/listing.h"
#include "shell/session.h"

namespace dumplab::shell {

/// One row of a stack as WinDbg counts it.
struct FrameRow {
  std::uint64_t child_ebp = 0;  ///< frame base; on AMD64 RSP of the frame
  std::uint64_t return_address = 0;
  std::uint64_t ip = 0;
  std::uint64_t sp = 0;                       ///< ESP while the frame was executing its call
  std::optional<std::uint64_t> arguments[4];  ///< words behind the return address; on AMD64 the home slots
  std::string symbol;                         ///< "lab!Walk+0x8", or the address
  std::string source;                         ///< " [walk.c @ 41]"; empty: not known
  unwind::Trust trust = unwind::Trust::kContext;
};

/// The rows of a stack, innermost first.
std::vector<FrameRow> frame_rows(const Target& target, const unwind::CallStack& stack);

/// How `k` was asked to show them.
struct FrameStyle {
  bool numbers = true, arguments = false, fpo = false, sizes = false, lines = true, evidence = false;
  std::size_t most = ~std::size_t{0};  ///< rows that are shown
};

/// Heading and rows. Why the walk stopped is said where it is no normal end.
void add_frames(const Target& target, const unwind::CallStack& stack, const FrameStyle& style,
                document::Listing& out);

/// One row with its number, as `.frame` shows it.
document::Line frame_line(const Target& target, const FrameRow& row, std::size_t number);

}  // namespace dumplab::shell
