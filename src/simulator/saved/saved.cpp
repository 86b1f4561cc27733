// SPDX-License-Identifier: MIT
#include "saved/saved.h"

#include "base/files.h"
#include "base/try.h"
#include "saved/consistency.h"
#include "saved/envelope.h"
#include "saved/scenario.h"

namespace dumplab::saved {
namespace {

Result<void> load(Loader& archive, scenario::Run& run, const InputBuffer& buffer) {
  Result<void> result;
  try {
    Fields<scenario::Run>::load(archive, run);
    if (const auto problem = find_inconsistency(run.kernel()))
      result = fail(ErrorKind::kMalformed, buffer.position(), *problem);
  } catch (const Damage& damage) {
    result = tl::unexpected(damage.error);
  } catch (const boost::archive::archive_exception& e) {
    result = fail(ErrorKind::kMalformed, buffer.position(), e.what());
  }
  if (!result) Fields<kernel::Kernel>::forget(run.kernel());
  return result;
}

}  // namespace

std::vector<std::byte> save(scenario::Run& run) {
  OutputBuffer buffer;
  Saver archive(buffer);
  Fields<scenario::Run>::save(archive, run);
  return buffer.take();
}

Result<std::unique_ptr<scenario::Run>> restore(ByteView bytes, const scenario::GuestSet& guest) {
  std::unique_ptr<scenario::Run> run;
  InputBuffer buffer(bytes);
  Loader archive(buffer);
  try {
    run = Fields<scenario::Run>::make(archive, guest);
  } catch (const Damage& damage) {
    return tl::unexpected(damage.error);
  } catch (const boost::archive::archive_exception& e) {
    return fail(ErrorKind::kMalformed, buffer.position(), e.what());
  }
  DUMPLAB_TRY_VOID(load(archive, *run, buffer));
  return run;
}

Result<void> write_file(scenario::Run& run, const scenario::GuestSet& guest,
                        const std::filesystem::path& path) {
  const std::vector<std::byte> archive = save(run);
  const Envelope envelope = make_envelope(guest.sha256, archive);
  DUMPLAB_TRY(AtomicFile file, AtomicFile::create(path));
  file.write(bytes_of(envelope));
  file.write(archive);
  return file.commit();
}

Result<std::unique_ptr<scenario::Run>> read_file(const std::filesystem::path& path,
                                                 const scenario::GuestSet& guest) {
  DUMPLAB_TRY(const MappedFile file, MappedFile::open(path));
  DUMPLAB_TRY(const ByteView archive, open_envelope(file.view(), guest.sha256));
  return restore(archive, guest);
}

}  // namespace dumplab::saved
