// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "minidump/layout.h"
#include "minidump/streams/entry_list.h"

namespace dumplab::minidump {
namespace {

/// MINIDUMP_HANDLE_OPERATION_LIST.
struct OperationListHeader {
  le32 SizeOfHeader, SizeOfEntry, NumberOfEntries, Reserved;
};
static_assert(sizeof(OperationListHeader) == 16);

constexpr std::uint32_t kMaximumTraces = 32;  // AVRF_MAX_TRACES

/// AVRF_HANDLE_OPERATION of avrfsdk.h, with its AVRF_BACKTRACE_INFORMATION.
struct OperationEntry {
  le64 Handle;
  le32 ProcessId, ThreadId, OperationType, Spare0;
  le32 Depth, Index;
  le64 ReturnAddresses[kMaximumTraces];
};
static_assert(sizeof(OperationEntry) == 288);
static_assert(offsetof(OperationEntry, ReturnAddresses) == 32);

void read(const StreamInput& stream, Reading& reading) {
  const EntryList<OperationEntry> entries(
      find_headed_entries(stream, sizeof(le32), sizeof(OperationEntry), reading));
  for (std::uint64_t i = 0; i < entries.size(); ++i) {
    const OperationEntry& from = entries[i];
    HandleOperation& to = reading.snapshot.handle_operations.emplace_back();
    to.Handle = from.Handle.value();
    to.ProcessId = from.ProcessId.value();
    to.ThreadId = from.ThreadId.value();
    to.OperationType = from.OperationType.value();
    const std::uint32_t depth = from.Depth.value();
    if (depth > kMaximumTraces)
      reading.problems.add(Damage::kWarning, entries.offset(i) + offsetof(OperationEntry, Depth),
                           fmt::format("{} return addresses: {} are possible", depth, kMaximumTraces));
    for (std::uint32_t k = 0; k < std::min(depth, kMaximumTraces); ++k)
      to.ReturnAddresses.push_back(from.ReturnAddresses[k].value());
  }
}

std::optional<std::vector<std::byte>> write(Layout& layout) {
  const auto& operations = layout.snapshot.handle_operations;
  if (operations.empty()) return std::nullopt;
  OperationListHeader header{};
  header.SizeOfHeader = static_cast<std::uint32_t>(sizeof(OperationListHeader));
  header.SizeOfEntry = static_cast<std::uint32_t>(sizeof(OperationEntry));
  header.NumberOfEntries = static_cast<std::uint32_t>(operations.size());
  std::vector<std::byte> stream;
  append(stream, header);
  for (const HandleOperation& from : operations) {
    OperationEntry to{};
    to.Handle = from.Handle;
    to.ProcessId = from.ProcessId;
    to.ThreadId = from.ThreadId;
    to.OperationType = from.OperationType;
    const auto depth = std::min<std::size_t>(from.ReturnAddresses.size(), kMaximumTraces);
    to.Depth = static_cast<std::uint32_t>(depth);
    for (std::size_t k = 0; k < depth; ++k) to.ReturnAddresses[k] = from.ReturnAddresses[k];
    append(stream, to);
  }
  return stream;
}

}  // namespace

constinit const StreamCodec kHandleOperationListCodec{read, write};

}  // namespace dumplab::minidump
