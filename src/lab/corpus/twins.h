// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "corpus/draft.h"

namespace dumplab::corpus {

/// The smallest states that can carry a defect.
enum class Twin {
  kContainer,  ///< one of everything that a file lists
  kHeap,       ///< a process with TEB, PEB and a heap
  kLoader,     ///< a process with TEB, PEB, loader lists, parameters and an image
};

/// The state that a minimal malformed file starts from. Its valid file has at most 8 KiB.
Snapshot make_twin(Twin twin);
std::string_view twin_name(Twin twin);
inline constexpr Twin kTwins[] = {Twin::kContainer, Twin::kHeap, Twin::kLoader};

/// A captured state with everything that malformations need and it may lack: comments, an unloaded module, a
/// thread's name.
Snapshot complete(Snapshot snapshot);

}  // namespace dumplab::corpus
