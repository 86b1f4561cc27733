// SPDX-License-Identifier: MIT
#include "corpus/manifest.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/try.h"
#include "truth/facts.h"

namespace dumplab::corpus {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::string_view kSchema = "dumplab/corpus/1";

Result<void> io_failure(const fs::path& path, const std::error_code& error) {
  return fail(ErrorKind::kIo, 0, path.string() + ": " + error.message());
}

}  // namespace

std::string to_json(const Manifest& manifest) {
  Json entries = Json::array();
  for (const ManifestEntry& e : manifest.entries)
    entries.push_back({{"file", e.file},
                       {"sha256", e.sha256},
                       {"size", e.size},
                       {"facts", e.facts.empty() ? Json() : Json(e.facts)},
                       {"verdict", e.verdict},
                       {"accepted", e.accepted},
                       {"what", e.what}});
  const Json json = {{"schema", kSchema},
                     {"kind", manifest.kind},
                     {"version", manifest.version},
                     {"guest_set", manifest.guest_set.empty() ? Json() : Json(manifest.guest_set)},
                     {"dumps", std::move(entries)}};
  return json.dump(1) + "\n";
}

Result<Manifest> read_manifest(const fs::path& corpus) {
  DUMPLAB_TRY(const std::string text, read_text_file(corpus / kManifestName));
  try {
    const Json json = Json::parse(text);
    if (json.at("schema") != kSchema)
      return fail(ErrorKind::kUnsupported, 0,
                  "schema " + json["schema"].dump() + " of the manifest is not known");
    Manifest manifest{json.at("kind"), json.at("version"), "", {}};
    for (const Json& from : json.at("dumps"))
      manifest.entries.push_back({from.at("file"), from.at("sha256"), from.at("size"),
                                  from.at("facts").is_null() ? "" : from.at("facts").get<std::string>(),
                                  from.at("verdict"), from.at("accepted"), from.at("what")});
    return manifest;
  } catch (const Json::parse_error& e) {
    return fail(ErrorKind::kMalformed, e.byte, e.what());
  } catch (const Json::exception& e) {
    return fail(ErrorKind::kMalformed, 0, e.what());
  }
}

Result<CorpusFolder> CorpusFolder::create(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(folder, error) && !fs::is_empty(folder, error))
    return fail(ErrorKind::kIo, 0, folder.string() + " is there and not empty");
  CorpusFolder result;
  result.folder_ = folder;
  result.partial_ = folder;
  result.partial_ += ".partial";
  fs::remove_all(result.partial_, error);
  fs::create_directories(result.partial_, error);
  if (error) return tl::unexpected(io_failure(result.partial_, error).error());
  return result;
}

CorpusFolder::CorpusFolder(CorpusFolder&& other) noexcept
    : folder_(std::move(other.folder_)),
      partial_(std::exchange(other.partial_, {})),
      entries_(std::move(other.entries_)) {}

CorpusFolder::~CorpusFolder() {
  std::error_code ignored;
  if (!partial_.empty()) fs::remove_all(partial_, ignored);
}

Result<void> CorpusFolder::write(const std::string& file, std::span<const std::byte> bytes) {
  const fs::path path = partial_ / file;
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  if (error) return io_failure(path, error);
  DUMPLAB_TRY(AtomicFile out, AtomicFile::create(path));
  out.write(bytes);
  return out.commit();
}

Result<void> CorpusFolder::write(const std::string& file, std::string_view text) {
  return write(file, std::as_bytes(std::span(text)));
}

Result<void> CorpusFolder::add(ManifestEntry entry, const std::string& file,
                               std::span<const std::byte> bytes) {
  DUMPLAB_TRY_VOID(write(file, bytes));
  entry.file = file;
  entry.size = bytes.size();
  entry.sha256 = truth::sha256(bytes);
  entries_.push_back(std::move(entry));
  return {};
}

Result<void> CorpusFolder::commit(Manifest manifest) {
  std::ranges::sort(entries_, {}, &ManifestEntry::file);
  manifest.entries = std::move(entries_);
  DUMPLAB_TRY_VOID(write(kManifestName, to_json(manifest)));
  std::error_code error;
  fs::remove(folder_, error);  // an empty one
  fs::rename(partial_, folder_, error);
  if (error) return io_failure(folder_, error);
  partial_.clear();
  return {};
}

}  // namespace dumplab::corpus
