// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace dumplab {

/// Why an input could not be used.
enum class ErrorKind {
  kTruncated,    ///< the bytes end before the thing does
  kMalformed,    ///< the bytes are there and make no sense
  kUnsupported,  ///< valid, but of a kind that is not read
  kIo,           ///< the operating system refused
};

/// What is wrong with an input, in words, and where: `where` is a byte offset in that input (0 for kIo).
struct Error {
  ErrorKind kind = ErrorKind::kMalformed;
  std::uint64_t where = 0;
  std::string what;
};

/// A value, or the reason why a bad input did not give one.
template <typename T>
using Result = tl::expected<T, Error>;

/// Damage that did not stop reading: a part of an input was left out or mended.
struct Problem {
  std::uint64_t where = 0;  ///< byte offset in the file
  std::string what;
  friend bool operator==(const Problem&, const Problem&) = default;
};

inline tl::unexpected<Error> fail(ErrorKind kind, std::uint64_t where, std::string what) {
  return tl::unexpected<Error>(Error{kind, where, std::move(what)});
}

}  // namespace dumplab
