// SPDX-License-Identifier: MIT
#include "classroom/instance_files.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/try.h"
#include "classroom/checks.h"
#include "classroom/opened_dump.h"
#include "classroom/sheet.h"
#include "symbols/pdb.h"

namespace dumplab::classroom {
namespace {

namespace fs = std::filesystem;

InstanceFile text_file(std::string name, std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {std::move(name), {bytes.begin(), bytes.end()}};
}

tl::unexpected<Error> refuse(const fs::path& path, const std::string& what) {
  return fail(ErrorKind::kIo, 0, path.string() + ": " + what);
}

Result<std::vector<std::byte>> read_bytes(const fs::path& path) {
  auto file = MappedFile::open(path);
  if (!file) return refuse(path, file.error().what);
  const auto bytes = file->view().bytes();
  return std::vector<std::byte>(bytes.begin(), bytes.end());
}

Result<void> write_bytes(const fs::path& path, std::span<const std::byte> bytes) {
  auto file = AtomicFile::create(path);
  if (!file) return refuse(path, file.error().what);
  file->write(bytes);
  if (auto done = file->commit(); !done) return refuse(path, done.error().what);
  return {};
}

Result<void> make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return refuse(folder, error.message());
  return {};
}

/// "Orders.pdb/GUIDAGE/Orders.pdb"
Result<fs::path> place_in_store(const fs::path& file) {
  const auto identity = symbols::Pdb::identity_of(file);
  if (!identity) return refuse(file, identity.error().what);
  const std::string name = file.filename().string();
  return fs::path(name) / symbols::debug_id(*identity) / name;
}

}  // namespace

Result<InstanceFiles> make_files(const Made& made, const Ticket& ticket, const std::string& guest_set,
                                 const std::string& symbols) {
  DUMPLAB_TRY(const CheckFile checks, make_check_file(made, ticket, guest_set));
  InstanceFiles made_files{{}, !checks.checks.empty()};
  for (std::size_t i = 0; i < made.dumps.size(); ++i)
    made_files.files.push_back({dump_name(i, made.dumps.size()), made.dumps[i]});
  made_files.files.push_back(text_file("check.json", to_json(checks)));
  made_files.files.push_back(text_file("sheet.md", make_sheet(made, ticket, checks, symbols)));
  return made_files;
}

Result<void> write_folder(const std::vector<InstanceFile>& files, const fs::path& folder) {
  if (fs::exists(folder)) return refuse(folder, "exists already");
  const fs::path absolute = fs::absolute(folder).lexically_normal();
  const fs::path target = absolute.has_filename() ? absolute : absolute.parent_path();
  const fs::path partial = target.parent_path() / ("." + target.filename().string() + ".partial");
  std::error_code error;
  fs::remove_all(partial, error);
  for (const InstanceFile& file : files) {
    DUMPLAB_TRY_VOID(make_folder((partial / file.name).parent_path()));
    DUMPLAB_TRY_VOID(write_bytes(partial / file.name, file.bytes));
  }
  fs::rename(partial, target, error);
  if (error) return refuse(folder, error.message());
  return {};
}

Result<std::vector<std::string>> find_differences(const std::vector<InstanceFile>& files,
                                                  const fs::path& folder) {
  std::vector<std::string> different;
  for (const InstanceFile& file : files) {
    const auto bytes = read_bytes(folder / file.name);
    if (!bytes || *bytes != file.bytes) different.push_back(file.name);
  }
  return different;
}

Result<std::vector<InstanceFile>> read_modules(const Made& made, const std::string& folder) {
  std::vector<InstanceFile> files;
  for (const fs::path& path : made.module_files) {
    DUMPLAB_TRY(auto bytes, read_bytes(path));
    files.push_back({folder + "/" + path.filename().string(), std::move(bytes)});
  }
  return files;
}

Result<void> add_to_store(const Made& made, const fs::path& store) {
  for (const fs::path& file : made.module_files) {
    if (file.extension() != ".pdb") continue;
    DUMPLAB_TRY(const fs::path place, place_in_store(file));
    if (fs::exists(store / place)) continue;
    DUMPLAB_TRY(const auto bytes, read_bytes(file));
    DUMPLAB_TRY_VOID(make_folder((store / place).parent_path()));
    DUMPLAB_TRY_VOID(write_bytes(store / place, bytes));
  }
  return {};
}

}  // namespace dumplab::classroom
