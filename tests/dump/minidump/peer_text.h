// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dumplab::test {

/// What Breakpad's minidump_dump prints, block by block.
namespace peer {

struct Registers {
  std::uint64_t eip = 0, esp = 0, ebp = 0;
};

struct Thread {
  std::uint64_t id = 0, teb = 0, stack_base = 0, stack_size = 0;
  std::optional<Registers> registers;  ///< only of x86 dumps
};

struct Module {
  std::uint64_t base = 0, size = 0, timestamp = 0;
  std::string path, pdb_name;
};

struct Exception {
  std::uint64_t thread_id = 0, code = 0, address = 0;
  std::vector<std::uint64_t> information;
  std::optional<Registers> registers;
};

struct MemoryRange {
  std::uint64_t base = 0, size = 0;
  std::string hex;  ///< its bytes
};

}  // namespace peer

/// What it printed of one dump.
struct PeerText {
  std::uint64_t time = 0, flags = 0, stream_count = 0;
  std::vector<peer::Thread> threads;
  std::vector<peer::Module> modules;
  std::vector<peer::MemoryRange> memory;
  std::optional<peer::Exception> exception;
};

/// Empty when there is no such file.
std::optional<PeerText> read_peer_text(const std::filesystem::path& path);

}  // namespace dumplab::test
