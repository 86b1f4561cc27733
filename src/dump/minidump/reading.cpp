// SPDX-License-Identifier: MIT
#include "minidump/reading.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf16.h"
#include "nt/context_codec.h"
#include "snapshot/captured_memory.h"

namespace dumplab::minidump {
namespace {

constexpr std::uint64_t kBudgetPerByte = 4, kBudgetFloor = 1 << 20;
/// A UNICODE_STRING has no more; a length beyond it is damage.
constexpr std::uint32_t kMaximumStringSize = 0xfffe;
/// Contexts, debug records: XSAVE areas with AMX tiles stay below 16 KiB.
constexpr std::uint64_t kMaximumPartSize = 1 << 20;
/// PROCESSOR_ARCHITECTURE_IA32_ON_WIN64: its contexts are x86's.
constexpr Processor kIa32OnWin64{10};

bool is_present(const MemorySource& memory, LinearAddress address) {
  return snapshot::find_range(memory.ranges(), address) != memory.ranges().size();
}

}  // namespace

Reading::Reading(ByteView whole_file)
    : file(whole_file), budget_(whole_file.size() * kBudgetPerByte + kBudgetFloor) {
  snapshot.system.ProcessorArchitecture = Processor::kUnknown;
}

std::optional<ByteView> Reading::part(std::uint64_t rva, std::uint64_t size, const Field& field) {
  const auto note = [&](std::string_view reason) {
    problems.add(field.where,
                 fmt::format("{} {:#x}: {} bytes at {:#x} {}", field.what, field.id, size, rva, reason));
    return std::nullopt;
  };
  const auto bytes = file.slice(rva, size);
  if (!bytes) return note(fmt::format("pass the end of the file at {:#x}", file.size()));
  if (size > kMaximumPartSize) return note("are too many");
  if (size > budget_) return note("are left out: the file refers to the same bytes too often");
  budget_ -= size;
  return *bytes;
}

std::optional<ByteView> Reading::part(const LocationDescriptor& location, const Field& field) {
  if (location.DataSize.value() == 0) return std::nullopt;
  return part(location.Rva.value(), location.DataSize.value(), field);
}

std::optional<std::string> Reading::string(std::uint64_t rva, const Field& field) {
  const auto length = part(rva, sizeof(le32), field);
  if (!length) return std::nullopt;
  const std::uint32_t size = (*length->at<le32>(0))->value();
  if (size % 2 != 0 || size > kMaximumStringSize) {
    problems.add(field.where,
                 fmt::format("{} {:#x}: {} is no string length, at {:#x}", field.what, field.id, size, rva));
    return std::nullopt;
  }
  const auto units = part(rva + sizeof(le32), size, field);
  if (!units) return std::nullopt;
  std::string text = utf8_from_utf16(units->bytes());
  return text.substr(0, text.find('\0'));
}

Context Reading::context(const LocationDescriptor& location, const Field& field) {
  const auto bytes = part(location, field);
  if (!bytes) return {};
  Processor& processor = snapshot.system.ProcessorArchitecture;
  if (!has_system_info && processor == Processor::kUnknown) {
    if (bytes->size() == nt::kContextX86Size) processor = Processor::kX86;
    if (bytes->size() == nt::kContextAmd64Size) processor = Processor::kAmd64;
  }
  if (processor == Processor::kX86 || processor == kIa32OnWin64)
    if (auto context = nt::read_context_x86(*bytes)) return *std::move(context);
  if (processor == Processor::kAmd64)
    if (auto context = nt::read_context_amd64(*bytes)) return *std::move(context);
  ContextRaw raw;
  std::ranges::transform(bytes->bytes(), std::back_inserter(raw.bytes),
                         [](std::byte b) { return std::to_integer<std::uint8_t>(b); });
  return raw;
}

AddressRange Reading::range(std::uint64_t base, std::uint64_t size, const Field& field) {
  const std::uint64_t below_top = std::uint64_t{0} - base;  // bytes up to 2^64; 0 stands for all 2^64
  if (base == 0 || size <= below_top) return {{base}, size};
  problems.add(field.where,
               fmt::format("{} {:#x}: {:#x} bytes from {:#x} on pass the top of the address space",
                           field.what, field.id, size, base));
  return {{base}, below_top};
}

void Reading::add_stack(AddressRange stack, std::uint32_t rva, const Field& field) {
  if (stack.size) stacks_.push_back({stack, rva, field});
}

void Reading::finish_memory(std::shared_ptr<const void> owner) {
  for (const Stack& stack : stacks_)
    // Windows writes Rva 0 in full dumps: the bytes are in the Memory64List.
    if (stack.rva != 0 && stack.rva < file.size())
      memory.add(stack.range.base, std::min(stack.range.size, file.size() - stack.rva), stack.rva);
  snapshot.memory = memory.build(file, std::move(owner));
  for (const Stack& stack : stacks_) {
    const LinearAddress first = stack.range.base;
    if (is_present(*snapshot.memory, first) && is_present(*snapshot.memory, first + (stack.range.size - 1)))
      continue;
    problems.add(stack.field.where,
                 fmt::format("{} {:#x}: its {:#x} bytes from {:#x} on are not all in the file",
                             stack.field.what, stack.field.id, stack.range.size, first.value));
  }
}

}  // namespace dumplab::minidump
