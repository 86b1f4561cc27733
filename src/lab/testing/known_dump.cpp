// SPDX-License-Identifier: MIT
#include <stdlib.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "base/files.h"
#include "base/try.h"
#include "dumplab/testing.h"
#include "minidump/writer.h"
#include "scenario/run.h"
#include "snapshot/dump_type.h"
#include "snapshot/profile.h"

namespace dumplab::testing {
namespace {

namespace fs = std::filesystem;

/// Removed with everything in it.
class TemporaryFolder {
 public:
  static Result<TemporaryFolder> create() {
    std::error_code error;
    const fs::path place = fs::temp_directory_path(error);
    std::string name = (place / "dumplab-XXXXXX").string();
    if (error || mkdtemp(name.data()) == nullptr)
      return fail(ErrorKind::kIo, 0,
                  name + ": " + (error ? error : std::error_code(errno, std::generic_category())).message());
    return TemporaryFolder(std::move(name));
  }
  TemporaryFolder(TemporaryFolder&& other) noexcept : path(std::exchange(other.path, {})) {}
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path.empty()) fs::remove_all(path, ignored);
  }

  fs::path path;

 private:
  explicit TemporaryFolder(fs::path path_) : path(std::move(path_)) {}
};

tl::unexpected<Error> refuse(std::string what) { return fail(ErrorKind::kIo, 0, std::move(what)); }

Result<scenario::Request> make_request(std::string_view program, const DumpOptions& options) {
  scenario::Request request;
  request.program = program;
  request.arguments = options.arguments;
  request.process = options.process;
  request.kernel.seed = options.seed;
  request.machine.cpus = options.cpus;
  if (options.cpus < 1 || options.cpus > 32) return refuse("cpus takes 1 to 32");
  if (options.capture.empty()) return request;
  auto rules = scenario::parse_capture_rules(options.capture);
  if (!rules) return refuse("\"" + options.capture + "\" is no capture (dumplab run --help)");
  request.captures = std::move(*rules);
  return request;
}

}  // namespace

struct KnownDump::Parts {
  TemporaryFolder folder;
  fs::path file;
  std::vector<std::byte> bytes;
  truth::Truth truth;
};

KnownDump::KnownDump(std::unique_ptr<const Parts> parts) : parts_(std::move(parts)) {}
KnownDump::KnownDump(KnownDump&&) noexcept = default;
KnownDump& KnownDump::operator=(KnownDump&&) noexcept = default;
KnownDump::~KnownDump() = default;

const fs::path& KnownDump::file() const { return parts_->file; }
std::span<const std::byte> KnownDump::bytes() const { return parts_->bytes; }
const truth::Truth& KnownDump::truth() const { return parts_->truth; }

Result<KnownDump> try_make_dump(std::string_view program, const DumpOptions& options) {
  const auto type = snapshot::parse_dump_type(options.dump_type);
  if (!type) return refuse("\"" + options.dump_type + "\" is no dump type (dumplab run --help)");
  DUMPLAB_TRY(scenario::Request request, make_request(program, options));
  DUMPLAB_TRY(const scenario::GuestSet guest, scenario::GuestSet::find(options.guest_folder));
  DUMPLAB_TRY(const auto run, scenario::Run::prepare(guest, std::move(request)));
  auto captures = run->execute();
  if (captures.empty()) return refuse(run->name() + ": no dump taken: " + run->ended());
  DUMPLAB_TRY(TemporaryFolder folder, TemporaryFolder::create());
  const std::string name = fs::path(program).stem().string() + "-" + std::to_string(options.seed) + ".dmp";
  fs::path file = folder.path / name;
  std::vector<std::byte> bytes = minidump::to_bytes(snapshot::reduce(captures.front().snapshot, *type));
  DUMPLAB_TRY(AtomicFile written, AtomicFile::create(file));
  written.write(bytes);
  DUMPLAB_TRY_VOID(written.commit());
  return KnownDump(std::unique_ptr<const KnownDump::Parts>(new KnownDump::Parts{
      std::move(folder), std::move(file), std::move(bytes), std::move(captures.front().truth)}));
}

KnownDump make_dump(std::string_view program, const DumpOptions& options) {
  auto made = try_make_dump(program, options);
  if (!made) throw std::runtime_error("dumplab: " + made.error().what);
  return std::move(*made);
}

}  // namespace dumplab::testing
