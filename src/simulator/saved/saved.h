// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "base/byte_view.h"
#include "scenario/run.h"

namespace dumplab::saved {

/// The whole machine of a run as one archive: what goes on from it is what would have gone on without saving.
/// Saving does not change the machine; equal machines give equal bytes. The output of programs so far and the
/// host's files are no part of it.
std::vector<std::byte> save(scenario::Run& run);

/// The machine of an archive, which uses the default capture rule. kTruncated, kMalformed: offsets in the
/// file that `archive` is a part of. `guest` must be the guest set that the machine was made from.
Result<std::unique_ptr<scenario::Run>> restore(ByteView archive, const scenario::GuestSet& guest);

/// save() as a file: envelope.h. The file appears when it is complete.
Result<void> write_file(scenario::Run& run, const scenario::GuestSet& guest,
                        const std::filesystem::path& path);

/// kMalformed, kTruncated, kUnsupported: no saved machine, a damaged one, or one of another version or guest
/// set.
Result<std::unique_ptr<scenario::Run>> read_file(const std::filesystem::path& path,
                                                 const scenario::GuestSet& guest);

}  // namespace dumplab::saved
