// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dumplab/result.h"

namespace dumplab::corpus {

/// One dump of a corpus and what is known of it.
struct ManifestEntry {
  std::string file;  ///< relative to the manifest
  std::string sha256;
  std::uint64_t size = 0;  ///< bytes
  std::string facts;       ///< file with the facts that are true of it; empty for malformed ones
  std::string verdict;     ///< dumplab's own: "R", "S", "E", "W", "A"
  std::string accepted;    ///< letters that are right for any reader
  std::string what;        ///< in words
};

/// The index of a corpus: manifest.json.
struct Manifest {
  std::string kind;  ///< "states" or "hostile"
  std::string version, guest_set;
  std::vector<ManifestEntry> entries;  ///< in the order of the files' names
};
inline constexpr const char* kManifestName = "manifest.json";

std::string to_json(const Manifest& manifest);
/// Of the folder `corpus`; kIo without one, kMalformed for what is none.
Result<Manifest> read_manifest(const std::filesystem::path& corpus);

/// A folder that appears when it is complete: files are written beside it and renamed together.
class CorpusFolder {
 public:
  /// kIo where `folder` is there and not empty, or cannot be made.
  static Result<CorpusFolder> create(const std::filesystem::path& folder);
  CorpusFolder(CorpusFolder&& other) noexcept;
  CorpusFolder& operator=(CorpusFolder&&) = delete;
  ~CorpusFolder();

  Result<void> write(const std::string& file, std::span<const std::byte> bytes);
  Result<void> write(const std::string& file, std::string_view text);
  /// Writes `bytes` and adds the entry, whose file, size and hash are filled in.
  Result<void> add(ManifestEntry entry, const std::string& file, std::span<const std::byte> bytes);
  /// Writes the manifest and gives the folder its name.
  Result<void> commit(Manifest manifest);

 private:
  CorpusFolder() = default;
  std::filesystem::path folder_, partial_;
  std::vector<ManifestEntry> entries_;
};

}  // namespace dumplab::corpus
