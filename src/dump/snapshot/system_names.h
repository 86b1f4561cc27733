// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "dumplab/snapshot.h"

namespace dumplab::snapshot {

/// "x86", "AMD64", "ARM64", ...; "processor 7" for a number without a name.
std::string describe_processor(Processor processor);

/// Whether its linear addresses have 64 bits; false of unknown ones.
bool has_64_bit_addresses(Processor processor);

/// "Windows", "Linux", ... by MINIDUMP_SYSTEM_INFO.PlatformId; "system 0x1234" for a number without a name.
std::string describe_platform(std::uint32_t platform_id);

/// Whether Windows' structures and PE images are to be expected.
bool is_windows(std::uint32_t platform_id);

}  // namespace dumplab::snapshot
