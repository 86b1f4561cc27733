// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "corpus/draft.h"
#include "corpus/twins.h"

namespace dumplab::corpus {

/// What a reader should make of a file, the worst first.
enum class Verdict {
  kReject,   ///< R: not read
  kStream,   ///< S: a stream, or what is left of one, is dropped
  kEntry,    ///< E: an entry, or what it refers to, is dropped
  kWarning,  ///< W: read; something contradicts itself
  kAccept,   ///< A: legal, although odd
};
/// "R", "S", "E", "W", "A".
std::string_view letter(Verdict verdict);

/// One way for a dump to be wrong.
struct Malformation {
  std::string_view id;       ///< "H22"
  std::string_view variant;  ///< "thread-list"
  std::string_view what;
  Verdict verdict;            ///< dumplab's own
  std::string_view accepted;  ///< letters that are right for any reader
  std::function<void(Draft&)> change;
  Twin twin = Twin::kContainer;

  /// "H22-thread-list".
  std::string name() const;
};

/// All, by id.
const std::vector<Malformation>& all_malformations();

// Chapters, one file each in malformations/.
std::vector<Malformation> header_malformations();
std::vector<Malformation> list_malformations();
std::vector<Malformation> string_malformations();
std::vector<Malformation> thread_malformations();
std::vector<Malformation> module_malformations();
std::vector<Malformation> memory_malformations();
std::vector<Malformation> stack_malformations();
std::vector<Malformation> structure_malformations();
std::vector<Malformation> image_malformations();

/// Writes `value` in `size` bytes, `behind` bytes behind a label.
std::function<void(Draft&)> set(std::string label, std::uint64_t behind, std::size_t size,
                                std::uint64_t value);
/// Something else that is done to the finished file.
std::function<void(Draft&)> patch(std::function<void(Image&)> what);

}  // namespace dumplab::corpus
