// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <streambuf>
#include <vector>

#include "base/byte_view.h"

namespace dumplab::saved {

/// Collects what an archive writes.
class OutputBuffer final : public std::streambuf {
 public:
  std::vector<std::byte> take() { return std::move(bytes_); }

 protected:
  std::streamsize xsputn(const char* data, std::streamsize size) override {
    const auto added = std::as_bytes(std::span(data, static_cast<std::size_t>(size)));
    bytes_.insert(bytes_.end(), added.begin(), added.end());
    return size;
  }
  int overflow(int c) override {
    bytes_.push_back(static_cast<std::byte>(c));
    return c;
  }

 private:
  std::vector<std::byte> bytes_;
};

/// Gives an archive the bytes of a view, which must outlive it.
class InputBuffer final : public std::streambuf {
 public:
  explicit InputBuffer(ByteView view) : view_(view) {}

  std::uint64_t size() const { return view_.size(); }
  std::uint64_t remaining() const { return view_.size() - done_; }
  std::uint64_t position() const { return view_.origin() + done_; }  ///< in the file

 protected:
  std::streamsize xsgetn(char* out, std::streamsize size) override {
    const auto count = std::min<std::uint64_t>(static_cast<std::uint64_t>(size), remaining());
    std::copy_n(view_.bytes().begin() + static_cast<std::ptrdiff_t>(done_), count,
                std::as_writable_bytes(std::span(out, count)).begin());
    done_ += count;
    return static_cast<std::streamsize>(count);
  }

 private:
  ByteView view_;
  std::uint64_t done_ = 0;
};

}  // namespace dumplab::saved
