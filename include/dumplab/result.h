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

/// What damage costs, the least first.
enum class Damage {
  kWarning,  ///< nothing: readable, but contradictory
  kEntry,    ///< one entry, or what it refers to
  kStream,   ///< the rest of a stream: its count or its bounds are impossible
};

/// Damage that did not stop reading: a part of an input was left out or mended.
struct Problem {
  std::uint64_t where = 0;  ///< byte offset in the file
  std::string what;
  std::string part;  ///< of the file: "header", "directory", a stream's name
  Damage damage = Damage::kWarning;
  friend bool operator==(const Problem&, const Problem&) = default;
};

/// An error that reading went on behind.
inline Problem problem_of(const Error& error) { return {error.where, error.what, {}, Damage::kEntry}; }

/// "ThreadList: what is wrong".
inline std::string describe(const Problem& problem) {
  return problem.part.empty() ? problem.what : problem.part + ": " + problem.what;
}

inline tl::unexpected<Error> fail(ErrorKind kind, std::uint64_t where, std::string what) {
  return tl::unexpected<Error>(Error{kind, where, std::move(what)});
}

}  // namespace dumplab
