// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "dumplab/result.h"
#include "dumplab/truth.h"

#ifndef DUMPLAB_GUEST_FOLDER  // the target dumplab::testing names the installed one
#define DUMPLAB_GUEST_FOLDER ""
#endif

/// Dumps with known truth, for the tests of whatever reads dumps.
namespace dumplab::testing {

/// How a program runs, and what is kept of it. Words are those of `dumplab run --help`.
struct DumpOptions {
  std::uint64_t seed = 1;          ///< moves bases, stacks, ids, handles and data
  std::string dump_type = "full";  ///< "mini", "normal", MINIDUMP_TYPE ("0x1826"), or words joined by '+'
  std::string capture = {};        ///< "exit", "tick:N", "MODULE!LABEL", ...; empty: the first fault or hang
  std::string process = {};        ///< whose dump: a file name or an id; empty: that with the event
  std::string arguments = {};      ///< behind the program's name on its command line
  unsigned cpus = 1;               ///< 1 to 32
  /// The folder of the guest programs; empty: share/dumplab/guest beside the bin folder of the caller.
  /// The environment's DUMPLAB_GUEST goes before it.
  std::filesystem::path guest_folder = DUMPLAB_GUEST_FOLDER;
};

/// A dump and what the machine that made it knows. Its file is a temporary one, removed with this object.
class KnownDump {
 public:
  KnownDump(KnownDump&&) noexcept;
  KnownDump& operator=(KnownDump&&) noexcept;
  ~KnownDump();

  const std::filesystem::path& file() const;
  std::span<const std::byte> bytes() const;  ///< of that file
  const truth::Truth& truth() const;

 private:
  friend Result<KnownDump> try_make_dump(std::string_view, const DumpOptions&);
  struct Parts;
  explicit KnownDump(std::unique_ptr<const Parts> parts);

  std::unique_ptr<const Parts> parts_;
};

/// Runs a scenario (`dumplab list scenarios`) or an EXE of the host until its capture: the same program,
/// options and version give the same bytes. The error says what is wrong with a name or an option, that the
/// program ended without a capture, or that the guest programs or room for the file are missing.
Result<KnownDump> try_make_dump(std::string_view program, const DumpOptions& options = {});

/// The same for a test: throws std::runtime_error with the error's words, which GoogleTest and its like
/// report.
KnownDump make_dump(std::string_view program, const DumpOptions& options = {});
inline KnownDump make_dump(std::string_view program, std::uint64_t seed) {
  return make_dump(program, DumpOptions{.seed = seed});
}

}  // namespace dumplab::testing
