// SPDX-License-Identifier: MIT
#include "dumplab/dump.h"

#include "base/files.h"
#include "base/try.h"
#include "minidump/reader.h"

namespace dumplab {

Dump::Dump(Snapshot snapshot, std::vector<DumpProblem> problems, std::vector<StreamEntry> streams)
    : snapshot_(std::move(snapshot)), problems_(std::move(problems)), streams_(std::move(streams)) {}

Result<Dump> Dump::open(const std::filesystem::path& file) {
  DUMPLAB_TRY(auto mapped, MappedFile::open(file));
  auto owner = std::make_shared<MappedFile>(std::move(mapped));
  DUMPLAB_TRY(auto contents, minidump::read_minidump(owner->view(), owner));
  return Dump(std::move(contents.snapshot), std::move(contents.problems), std::move(contents.streams));
}

Result<Dump> Dump::from_bytes(std::vector<std::byte> file) {
  auto owner = std::make_shared<std::vector<std::byte>>(std::move(file));
  DUMPLAB_TRY(auto contents, minidump::read_minidump(ByteView(*owner), owner));
  return Dump(std::move(contents.snapshot), std::move(contents.problems), std::move(contents.streams));
}

}  // namespace dumplab
