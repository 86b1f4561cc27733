// SPDX-License-Identifier: MIT
#include "minidump/reading.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/little_endian.h"
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

/// A CONTEXT that is interpreted.
struct ContextKind {
  Processor processor;
  std::size_t size;
  std::uint64_t flags_offset;    // of ContextFlags
  std::uint32_t processor_flag;  // in ContextFlags
  Context (*read)(ByteView);
};
template <auto Read>
Context read_as(ByteView bytes) {
  return *Read(bytes);
}
constexpr ContextKind kContextKinds[] = {
    {Processor::kX86, nt::kContextX86Size, 0, nt::kContextI386, read_as<nt::read_context_x86>},
    {kIa32OnWin64, nt::kContextX86Size, 0, nt::kContextI386, read_as<nt::read_context_x86>},
    {Processor::kAmd64, nt::kContextAmd64Size, 0x30, nt::kContextAmd64, read_as<nt::read_context_amd64>},
};
constexpr std::uint32_t kContextControlBit = 1;

/// What a name cannot have in it; empty for all real ones.
std::string describe_oddity(std::string_view text) {
  constexpr std::string_view kReplacement = "\xef\xbf\xbd";  // U+FFFD
  if (text.find(kReplacement) != std::string_view::npos) return "has half of a surrogate pair";
  const auto end = text.find('\0');
  if (end != std::string_view::npos && text.find_first_not_of('\0', end) != std::string_view::npos)
    return "has a NUL inside";
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  if (std::ranges::any_of(text.substr(0, end), is_control)) return "has control characters";
  return {};
}

}  // namespace

std::vector<std::uint8_t> copy_of(std::span<const std::byte> bytes) {
  std::vector<std::uint8_t> copy(bytes.size());
  std::ranges::transform(bytes, copy.begin(), [](std::byte b) { return std::to_integer<std::uint8_t>(b); });
  return copy;
}

Reading::Reading(ByteView whole_file)
    : file(whole_file), budget_(whole_file.size() * kBudgetPerByte + kBudgetFloor) {
  snapshot.system.ProcessorArchitecture = Processor::kUnknown;
}

void Reading::note(Damage damage, const Field& field, std::string_view what) {
  problems.add(damage, field.where, fmt::format("{} {:#x} {}", field.what, field.id, what));
}

std::optional<ByteView> Reading::part(std::uint64_t rva, std::uint64_t size, const Field& field) {
  const auto refuse = [&](std::string_view reason) {
    note(Damage::kEntry, field, fmt::format("{} bytes at {:#x} {}", size, rva, reason));
    return std::nullopt;
  };
  const auto bytes = file.slice(rva, size);
  if (!bytes) return refuse(fmt::format("pass the end of the file at {:#x}", file.size()));
  if (size > kMaximumPartSize) return refuse("are too many");
  if (size > budget_) return refuse("are left out: the file refers to the same bytes too often");
  budget_ -= size;
  return *bytes;
}

void Reading::note_place(std::uint64_t rva, std::uint64_t size, const Field& field) {
  const auto overlaps = [&](const AddressRange& range) {
    return rva < range.base.value + range.size && range.base.value < rva + size;
  };
  if (std::ranges::any_of(container, overlaps))
    note(Damage::kWarning, field, fmt::format("{} bytes at {:#x} lie in header or directory", size, rva));
  if (overlaps({{field.where}, 1}))
    note(Damage::kWarning, field, fmt::format("{} bytes at {:#x} lie around the field itself", size, rva));
}

std::optional<ByteView> Reading::part(const LocationDescriptor& location, const Field& field) {
  const std::uint64_t rva = location.Rva.value(), size = location.DataSize.value();
  if (size == 0) return std::nullopt;
  const auto bytes = part(rva, size, field);
  if (bytes) note_place(rva, size, field);
  return bytes;
}

std::optional<std::string> Reading::string(std::uint64_t rva, const Field& field) {
  const auto length = part(rva, sizeof(le32), field);
  if (!length) return std::nullopt;
  const std::uint32_t size = (*length->at<le32>(0))->value();
  if (size > kMaximumStringSize) {
    note(Damage::kEntry, field, fmt::format("{} is no string length, at {:#x}", size, rva));
    return std::nullopt;
  }
  const auto units = part(rva + sizeof(le32), size, field);
  if (!units) return std::nullopt;
  note_place(rva, sizeof(le32) + size, field);
  if (size % 2 != 0)
    note(Damage::kWarning, field,
         fmt::format("{} bytes of UTF-16 at {:#x}: the last is left out", size, rva));
  std::string text = utf8_from_utf16(units->bytes());
  if (const auto oddity = describe_oddity(text); !oddity.empty()) note(Damage::kWarning, field, oddity);
  return text.substr(0, text.find('\0'));
}

Context Reading::context(const LocationDescriptor& location, const Field& field) {
  if (location.Rva.value() == 0) return {};
  const auto bytes = part(location, field);
  if (!bytes) return {};
  Processor& processor = snapshot.system.ProcessorArchitecture;
  if (!has_system_info && processor == Processor::kUnknown) {
    if (bytes->size() == nt::kContextX86Size) processor = Processor::kX86;
    if (bytes->size() == nt::kContextAmd64Size) processor = Processor::kAmd64;
  }
  for (const ContextKind& kind : kContextKinds) {
    if (kind.processor != processor) continue;
    // Those with more than its CONTEXT have the AVX state behind it.
    const bool is_foreign = std::ranges::any_of(kContextKinds, [&](const ContextKind& other) {
      return other.size != kind.size && other.size == bytes->size();
    });
    if (bytes->size() < kind.size || is_foreign) {
      note(Damage::kEntry, field, fmt::format("has {} bytes, {} expected", bytes->size(), kind.size));
      break;
    }
    const std::uint32_t flags = (*bytes->at<le32>(kind.flags_offset))->value();
    if ((flags & kind.processor_flag) == 0)
      note(Damage::kWarning, field, fmt::format("has ContextFlags {:#x}: those of another processor", flags));
    else if ((flags & kContextControlBit) == 0)
      note(Damage::kWarning, field, fmt::format("has ContextFlags {:#x}: without CONTEXT_CONTROL", flags));
    return kind.read(*bytes);
  }
  return ContextRaw{copy_of(bytes->bytes())};
}

AddressRange Reading::range(std::uint64_t base, std::uint64_t size, const Field& field) {
  const Processor processor = snapshot.system.ProcessorArchitecture;
  const bool is_narrow = has_system_info && (processor == Processor::kX86 || processor == kIa32OnWin64);
  const std::uint64_t top = is_narrow ? 1ull << 32 : 0;  // 0 stands for 2^64
  if (top != 0 && base > top) {
    if (size != 0)
      note(Damage::kEntry, field, fmt::format("{:#x} bytes lie above the address space of 4 GiB", size));
    return {{base}, 0};
  }
  const std::uint64_t below_top = top - base;  // 0 at base 0 stands for all of it
  if ((base == 0 && top == 0) || size <= below_top) return {{base}, size};
  note(Damage::kEntry, field, fmt::format("{:#x} bytes pass the top of the address space", size));
  return {{base}, below_top};
}

void Reading::add_stack(AddressRange stack, std::uint32_t rva, const Field& field) {
  if (stack.size) stacks_.push_back({stack, rva, field});
}

void Reading::finish_memory(std::shared_ptr<const void> owner) {
  for (const Stack& stack : stacks_)
    // Windows writes Rva 0 in full dumps: the bytes are in the Memory64List.
    if (stack.rva != 0 && stack.rva < file.size())
      memory.add(stack.range.base, std::min(stack.range.size, file.size() - stack.rva), stack.rva,
                 stack.field.where);
  snapshot.memory = memory.build(file, std::move(owner));
  problems.enter("memory");
  for (const auto& [where, address] : memory.find_conflicts(file, *snapshot.memory))
    problems.add(
        Damage::kWarning, where,
        fmt::format("the byte at {:#x} is another one elsewhere: the first one counts", address.value));
  problems.enter("ThreadList");
  for (const Stack& stack : stacks_) {
    const LinearAddress first = stack.range.base;
    if (is_present(*snapshot.memory, first) && is_present(*snapshot.memory, first + (stack.range.size - 1)))
      continue;
    note(Damage::kEntry, stack.field,
         fmt::format("{:#x} bytes from {:#x} on are not all in the file", stack.range.size, first.value));
  }
}

}  // namespace dumplab::minidump
