// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include "saved/archive.h"

namespace dumplab::saved::test {

template <class... Values>
std::vector<std::byte> bytes_of(Values... values) {
  OutputBuffer buffer;
  Saver archive(buffer);
  archive(values...);
  return buffer.take();
}

/// `value` filled from an archive whose first byte is at 0x100 of its file.
template <class T>
Result<void> fill(T& value, const std::vector<std::byte>& bytes) {
  InputBuffer buffer(ByteView(bytes, 0x100));
  Loader archive(buffer);
  try {
    archive(value);
  } catch (const Damage& damage) {
    return tl::unexpected(damage.error);
  }
  archive.check(archive.at_end(), "bytes are left");
  return {};
}

template <class T>
void expect_damage(const std::vector<std::byte>& bytes, std::uint64_t where) {
  T value{};
  const auto result = fill(value, bytes);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().where, where) << result.error().what;
}

}  // namespace dumplab::saved::test
