// SPDX-License-Identifier: MIT
#pragma once

#include "deck/system.h"
#include "systems/lab.h"

namespace dumplab::systems {

inline constexpr std::uint32_t kProgramSize = 2u << 20;  ///< DataBase.exe
inline constexpr std::uint32_t kDataSize = 20u << 20;    ///< Data.dat
inline constexpr std::uint32_t kInts = kDataSize / 4;
inline constexpr std::uint32_t kDataPages = kDataSize / 4096;
inline constexpr std::uint64_t kMemory = 1u << 20;

/// What lies on the deck's disk: DataBase.exe, which is `program`.bin of the guest folder, and Data.dat.
struct DeckFiles {
  std::vector<deck::DeckFile> files;
  std::uint32_t sum = 0;  ///< of all ints of Data.dat, modulo 2^32

  const std::vector<std::byte>& program() const { return files[0].bytes; }
  const std::vector<std::byte>& data() const { return files[1].bytes; }
};

/// kIo when the guest program is missing.
Result<DeckFiles> make_deck_files(const Settings& settings, const std::string& program);

/// A system with those files that has run to its end.
Result<std::unique_ptr<deck::System>> run_deck(const deck::Configuration& configuration,
                                               const DeckFiles& files);

}  // namespace dumplab::systems
