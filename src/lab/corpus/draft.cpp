// SPDX-License-Identifier: MIT
#include "corpus/draft.h"

namespace dumplab::corpus {

std::uint64_t Image::number(std::uint64_t offset, std::size_t size) const {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i)
    value |= std::to_integer<std::uint64_t>(bytes_.at(offset + i)) << 8 * i;
  return value;
}

void Image::set(std::uint64_t offset, std::size_t size, std::uint64_t value) {
  for (std::size_t i = 0; i < size; ++i) bytes_.at(offset + i) = std::byte(value >> 8 * i & 0xff);
}

Draft::Draft(Snapshot state)
    : memory(state.memory ? std::make_shared<EditableMemory>(*state.memory)
                          : std::make_shared<EditableMemory>()),
      snapshot(std::move(state)) {
  snapshot.memory = memory;
}

std::vector<std::byte> Draft::build() const {
  Image image(encode(snapshot, encoding));
  for (const auto& patch : patches) patch(image);
  return image.bytes();
}

}  // namespace dumplab::corpus
