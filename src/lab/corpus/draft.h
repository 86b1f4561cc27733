// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "corpus/editable_memory.h"
#include "corpus/encoding.h"

namespace dumplab::corpus {

/// A dump's bytes with the places of its parts.
class Image {
 public:
  Image(const LabelledBytes& bytes) : bytes_(bytes.build()), labels_(bytes) {}

  std::uint64_t at(const std::string& label) const { return labels_.offset_of(label); }
  std::uint64_t size() const { return bytes_.size(); }
  const std::vector<std::byte>& bytes() const { return bytes_; }

  std::uint64_t number(std::uint64_t offset, std::size_t size) const;
  void set(std::uint64_t offset, std::size_t size, std::uint64_t value);
  void set(const std::string& label, std::uint64_t behind, std::size_t size, std::uint64_t value) {
    set(at(label) + behind, size, value);
  }
  /// Cuts the file, or makes it longer by zeros.
  void resize(std::uint64_t size) { bytes_.resize(size); }

 private:
  std::vector<std::byte> bytes_;
  LabelledBytes labels_;
};

/// A good dump on its way to a bad one: its state, how it is put into a file, and what is done to the file.
struct Draft {
  explicit Draft(Snapshot state);

  std::shared_ptr<EditableMemory> memory;  ///< that of `snapshot`
  Snapshot snapshot;
  Encoding encoding;
  std::vector<std::function<void(Image&)>> patches;

  /// The file.
  std::vector<std::byte> build() const;
};

}  // namespace dumplab::corpus
