// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "score.h"

namespace dumplab::bench {

enum class Frames32 { kEbp, kFpo };
enum class Keeps { kAny, kFull, kMini };
/// What a reader is given besides the dump.
enum class Given { kNothing, kModuleFiles, kSymbols };

/// One line of the table: which generated dumps it counts, and what ours must reach.
struct Row {
  const char* word;  ///< for --rows
  const char* title;
  Frames32 frames;
  Given given;
  bool trashed;
  Keeps keeps;
  double precision, recall;
};

/// A small dump alone has no code around return addresses: where that code has no frame pointers either,
/// nothing proves a frame, and no recall is asked for.
inline constexpr Row kRows[] = {
    {"ebp", "EBP frames, symbols", Frames32::kEbp, Given::kSymbols, false, Keeps::kAny, 1, 1},
    {"fpo", "no frame pointers, symbols", Frames32::kFpo, Given::kSymbols, false, Keeps::kAny, 1, 1},
    {"bare-ebp-full", "EBP frames, no symbols, full dump", Frames32::kEbp, Given::kNothing, false,
     Keeps::kFull, .98, .90},
    {"bare-ebp-files", "EBP frames, no symbols, small dump and module files", Frames32::kEbp,
     Given::kModuleFiles, false, Keeps::kMini, .98, .90},
    {"bare-ebp-mini", "EBP frames, no symbols, small dump alone", Frames32::kEbp, Given::kNothing, false,
     Keeps::kMini, .98, .90},
    {"bare-fpo-full", "no frame pointers, no symbols, full dump", Frames32::kFpo, Given::kNothing, false,
     Keeps::kFull, .98, .90},
    {"bare-fpo-files", "no frame pointers, no symbols, small dump and module files", Frames32::kFpo,
     Given::kModuleFiles, false, Keeps::kMini, .98, .90},
    {"bare-fpo-mini", "no frame pointers, no symbols, small dump alone", Frames32::kFpo, Given::kNothing,
     false, Keeps::kMini, .98, 0},
    {"trashed-ebp", "EBP trashed, EBP frames, symbols", Frames32::kEbp, Given::kSymbols, true, Keeps::kAny,
     .98, .90},
    {"trashed-fpo", "EBP trashed, no frame pointers, symbols", Frames32::kFpo, Given::kSymbols, true,
     Keeps::kAny, .98, .90},
    {"trashed-bare-ebp-full", "EBP trashed, EBP frames, no symbols, full dump", Frames32::kEbp,
     Given::kNothing, true, Keeps::kFull, .98, .90},
    {"trashed-bare-ebp-files", "EBP trashed, EBP frames, no symbols, small dump and module files",
     Frames32::kEbp, Given::kModuleFiles, true, Keeps::kMini, .98, .90},
    {"trashed-bare-ebp-mini", "EBP trashed, EBP frames, no symbols, small dump alone", Frames32::kEbp,
     Given::kNothing, true, Keeps::kMini, .98, .90},
    {"trashed-bare-fpo-full", "EBP trashed, no frame pointers, no symbols, full dump", Frames32::kFpo,
     Given::kNothing, true, Keeps::kFull, .98, .90},
    {"trashed-bare-fpo-files", "EBP trashed, no frame pointers, no symbols, small dump and module files",
     Frames32::kFpo, Given::kModuleFiles, true, Keeps::kMini, .98, .90},
    {"trashed-bare-fpo-mini", "EBP trashed, no frame pointers, no symbols, small dump alone", Frames32::kFpo,
     Given::kNothing, true, Keeps::kMini, .98, 0},
};

/// Sums of rows that begin alike, as lines of their own.
struct Sum {
  const char* word;
  const char* title;
  std::string_view rows;  ///< how their words begin
  double precision, recall;
};
inline constexpr Sum kSums[] = {
    {"all-bare", "all without symbols", "bare-", .98, .90},
    {"all-trashed", "all with EBP trashed", "trashed-", .98, .90},
};

}  // namespace dumplab::bench
