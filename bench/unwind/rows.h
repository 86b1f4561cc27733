// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "score.h"

namespace dumplab::bench {

enum class Frames32 { kEbp, kFpo };
enum class Keeps { kAny, kFull, kMini };

/// One line of the table: which generated dumps it counts and what a reader may use besides them.
struct Row {
  const char* word;  ///< for --rows
  const char* title;
  Frames32 frames;
  bool symbols, trashed;
  Keeps keeps;
  double precision, recall;  ///< what ours must reach
};

inline constexpr Row kRows[] = {
    {"ebp", "EBP frames, symbols", Frames32::kEbp, true, false, Keeps::kAny, 1, 1},
    {"fpo", "no frame pointers, symbols", Frames32::kFpo, true, false, Keeps::kAny, 1, 1},
    {"bare-ebp-full", "EBP frames, no symbols, full dump", Frames32::kEbp, false, false, Keeps::kFull, .98,
     .90},
    {"bare-ebp-mini", "EBP frames, no symbols, small dump", Frames32::kEbp, false, false, Keeps::kMini, .98,
     .90},
    {"bare-fpo-full", "no frame pointers, no symbols, full dump", Frames32::kFpo, false, false, Keeps::kFull,
     .98, .90},
    {"bare-fpo-mini", "no frame pointers, no symbols, small dump", Frames32::kFpo, false, false, Keeps::kMini,
     .98, .90},
    {"trashed-ebp", "EBP trashed, EBP frames, symbols", Frames32::kEbp, true, true, Keeps::kAny, .98, .90},
    {"trashed-fpo", "EBP trashed, no frame pointers, symbols", Frames32::kFpo, true, true, Keeps::kAny, .98,
     .90},
    {"trashed-bare-ebp-full", "EBP trashed, EBP frames, no symbols, full dump", Frames32::kEbp, false, true,
     Keeps::kFull, .98, .90},
    {"trashed-bare-ebp-mini", "EBP trashed, EBP frames, no symbols, small dump", Frames32::kEbp, false, true,
     Keeps::kMini, .98, .90},
    {"trashed-bare-fpo-full", "EBP trashed, no frame pointers, no symbols, full dump", Frames32::kFpo, false,
     true, Keeps::kFull, .98, .90},
    {"trashed-bare-fpo-mini", "EBP trashed, no frame pointers, no symbols, small dump", Frames32::kFpo, false,
     true, Keeps::kMini, .98, .90},
};

}  // namespace dumplab::bench
