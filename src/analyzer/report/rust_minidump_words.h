// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "dumplab/snapshot.h"
#include "unwind/stack_walk.h"

/// The words of rust-minidump's JSON.
/// Source: rust-minidump, minidump-processor/json-schema.md and the outputs that its tests keep.
namespace dumplab::report::rust_minidump {

/// "context", "cfi", "frame_pointer", "scan": the nearest of theirs.
const char* trust_word(unwind::Trust trust);

/// "Windows NT", "Linux", ...; the number where they have no word.
std::string system_word(std::uint32_t platform_id);

/// "x86", "amd64", "arm64", ..., "unknown".
const char* processor_word(Processor processor);

/// "GenuineIntel family 6 model 13 stepping 8"; AMD64 without the vendor; empty for others.
std::string processor_text(const SystemInfo& system);

/// "EXCEPTION_ACCESS_VIOLATION_WRITE", "SIGSEGV / SEGV_MAPERR", "unknown 0x...".
std::string crash_reason(const Exception& exception, std::uint32_t platform_id);

/// Of GetLastError(): "ERROR_SUCCESS", "unknown 0x...".
std::string last_error_word(std::uint32_t error);

}  // namespace dumplab::report::rust_minidump
