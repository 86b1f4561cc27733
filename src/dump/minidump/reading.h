// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_view.h"
#include "dumplab/snapshot.h"
#include "minidump/format.h"
#include "minidump/memory_pieces.h"
#include "minidump/problem_list.h"

namespace dumplab::minidump {

/// A field that points elsewhere in the file, for the text of a problem: "ThreadList: context of thread
/// 0x1a4".
struct Field {
  std::uint64_t where;    ///< its file offset
  std::string_view what;  ///< what it points to
  std::uint64_t id = 0;   ///< of whom
};

/// Bytes as the snapshot keeps them.
std::vector<std::uint8_t> copy_of(std::span<const std::byte> bytes);

/// One dump while it is read: what the stream readers fill, and lenient ways to follow what entries point to.
/// Following never fails: it gives nothing and notes a problem.
class Reading {
 public:
  explicit Reading(ByteView whole_file);

  ByteView file;
  Snapshot snapshot;
  ProblemList problems;
  MemoryPieces memory;
  bool has_system_info = false;
  /// File offsets of header and directory: nothing else lies there.
  std::vector<AddressRange> container;

  /// Notes what is wrong with what a field points to.
  void note(Damage damage, const Field& field, std::string_view what);

  /// `size` bytes at `rva`. Bytes referred to count against a budget of a few times the file's size, so that
  /// a million entries that share one long string do not become a million copies of it.
  std::optional<ByteView> part(std::uint64_t rva, std::uint64_t size, const Field& field);
  std::optional<ByteView> part(const LocationDescriptor& location, const Field& field);
  /// MINIDUMP_STRING as UTF-8, up to its first NUL; empty where it cannot be read. What no writer stores is
  /// noted: odd sizes, half pairs, NULs and control characters inside. Wine writes no NUL behind some.
  std::optional<std::string> string(std::uint64_t rva, const Field& field);
  /// By the processor of the SystemInfo stream and by size; without that stream by size alone.
  Context context(const LocationDescriptor& location, const Field& field);
  /// [base, base + size), cut at the top of the process's address space.
  AddressRange range(std::uint64_t base, std::uint64_t size, const Field& field);

  /// Notes where thread `id` has its stack; its bytes become memory where no memory list has that address.
  void add_stack(AddressRange stack, std::uint32_t rva, const Field& field);
  /// Makes the memory source. The last step, when all streams are read.
  void finish_memory(std::shared_ptr<const void> owner);

 private:
  /// Notes a place where no part of a dump can be.
  void note_place(std::uint64_t rva, std::uint64_t size, const Field& field);

  struct Stack {
    AddressRange range;
    std::uint32_t rva;
    Field field;
  };
  std::vector<Stack> stacks_;
  std::uint64_t budget_;
};

}  // namespace dumplab::minidump
