// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "corpus/encoding.h"

namespace dumplab::corpus {

/// One of the ways in which every state of a corpus is written.
struct NamedEncoding {
  std::string_view name, what;
  void (*choose)(Encoding& encoding, Snapshot& snapshot);
};
std::span<const NamedEncoding> all_encodings();

/// The file of a state in such an encoding.
std::vector<std::byte> encode(Snapshot snapshot, const NamedEncoding& how);

}  // namespace dumplab::corpus
