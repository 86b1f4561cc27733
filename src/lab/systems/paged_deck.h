// SPDX-License-Identifier: MIT
#pragma once

#include "deck/system.h"
#include "systems/deck_files.h"

namespace dumplab::systems {

/// The deck's machine with page tables. Frames 0 to 3 are the program's code, variables and stack; data
/// frames begin at 4; page tables lie below the operating system's frames, which are the last ones.
inline constexpr std::uint32_t kCodeFrames = 4;

struct PagedDeck {
  std::uint64_t memory = kMemory;
  std::uint32_t table_frames = 7;
  std::uint32_t data_frames = 0;  ///< 0: all that are left
  std::string policy = "fifo";
  std::uint32_t cluster = 1;
  const replacement::ReferenceString* future = nullptr;
  std::vector<deck::LinearRange> ranges;

  std::uint32_t frames_left() const {
    return static_cast<std::uint32_t>(memory >> 12) - deck::Configuration().os_frames - table_frames -
           kCodeFrames;
  }

  deck::Configuration configuration() const {
    deck::Configuration made;
    made.memory = memory;
    made.addressing = deck::Addressing::kPaged;
    const auto frames = static_cast<std::uint32_t>(memory >> 12);
    made.paging.ranges = ranges;
    made.paging.tables = {frames - made.os_frames - table_frames, table_frames};
    made.paging.code = {0, kCodeFrames};
    made.paging.data = {kCodeFrames, data_frames ? data_frames : frames_left()};
    made.paging.policy = policy;
    made.paging.cluster = cluster;
    made.paging.future = future;
    return made;
  }
};

/// Data.dat at linear 0, the program right behind it.
inline std::vector<deck::LinearRange> data_then_program() {
  return {{0, kDataSize, 1, true, nullptr}, {kDataSize, 4 * 4096, 0, false, nullptr}};
}

}  // namespace dumplab::systems
