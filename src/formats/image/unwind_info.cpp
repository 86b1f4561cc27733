// SPDX-License-Identifier: MIT
#include "image/unwind_info.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/try.h"

namespace dumplab::image {
namespace {

/// UNWIND_INFO without what follows its fixed part.
struct UnwindInfoHeader {
  std::uint8_t VersionAndFlags;  // Version:3, Flags:5
  std::uint8_t SizeOfProlog, CountOfCodes;
  std::uint8_t FrameRegisterAndOffset;  // FrameRegister:4, FrameOffset:4 in units of 16 bytes
};
static_assert(sizeof(UnwindInfoHeader) == 4);

struct OperationRow {
  const char* name;
  unsigned slots;  // of 16 bits
  unsigned scale;  // bytes per unit of the operand
};
constexpr OperationRow kOperations[] = {
    {"PUSH_NONVOL", 1, 0},  {"ALLOC_LARGE", 2, 8},     {"ALLOC_SMALL", 1, 8},    {"SET_FPREG", 1, 0},
    {"SAVE_NONVOL", 2, 8},  {"SAVE_NONVOL_FAR", 3, 1}, {"EPILOG", 2, 0},         {"SPARE", 3, 0},
    {"SAVE_XMM128", 2, 16}, {"SAVE_XMM128_FAR", 3, 1}, {"PUSH_MACHFRAME", 1, 0},
};

RuntimeFunction decode(const RuntimeFunctionEntry& entry) {
  return {entry.BeginAddress.value(), entry.EndAddress.value(), entry.UnwindData.value()};
}

unsigned operation_of(const le16& slot) { return slot.value() >> 8 & 0xf; }
unsigned info_of(const le16& slot) { return slot.value() >> 12; }
std::uint8_t offset_of(const le16& slot) { return static_cast<std::uint8_t>(slot.value()); }

/// The epilogue codes that version 2 puts first, one slot each: the first has the size common to all and, in
/// its lowest information bit, whether one ends the function; the others have distances from the function's
/// end, 0 being padding. Gives the number of slots.
std::size_t read_epilogs(std::span<const le16> slots, std::uint32_t function_size,
                         std::vector<Epilog>& epilogs) {
  const auto epilog_code = static_cast<unsigned>(UnwindOperation::kEpilog);
  std::size_t count = 0;
  while (count < slots.size() && operation_of(slots[count]) == epilog_code) ++count;
  if (count == 0) return 0;
  const std::uint32_t size = offset_of(slots[0]);
  const auto add = [&](std::uint32_t from_end) {
    if (from_end != 0 && from_end <= function_size) epilogs.push_back({function_size - from_end, size});
  };
  if (info_of(slots[0]) & 1) add(size);
  for (std::size_t i = 1; i < count; ++i) add(offset_of(slots[i]) | info_of(slots[i]) << 8);
  return count;
}

Result<std::vector<UnwindCode>> read_codes(std::span<const le16> slots, std::uint64_t where) {
  std::vector<UnwindCode> codes;
  for (std::size_t i = 0; i < slots.size();) {
    const le16& slot = slots[i];
    const unsigned operation = operation_of(slot), info = info_of(slot);
    if (operation >= std::size(kOperations))
      return fail(ErrorKind::kMalformed, where + 2 * i, fmt::format("unwind operation {}", operation));
    const OperationRow& row = kOperations[operation];
    UnwindCode code{offset_of(slot), static_cast<UnwindOperation>(operation),
                    static_cast<std::uint8_t>(info)};
    const bool far_allocation = code.operation == UnwindOperation::kAllocateLarge && info == 1;
    const std::size_t count = far_allocation ? 3 : row.slots;
    if (count > slots.size() - i)
      return fail(ErrorKind::kMalformed, where + 2 * i, fmt::format("operand of {} is cut", row.name));
    if (code.operation == UnwindOperation::kAllocateLarge && info > 1)
      return fail(ErrorKind::kMalformed, where + 2 * i, fmt::format("ALLOC_LARGE with information {}", info));
    if (count == 3)
      code.operand = slots[i + 1].value() | std::uint32_t{slots[i + 2].value()} << 16;
    else if (count == 2)
      code.operand = slots[i + 1].value() * row.scale;
    else if (code.operation == UnwindOperation::kAllocateSmall)
      code.operand = (info + 1) * row.scale;
    codes.push_back(code);
    i += count;
  }
  return codes;
}

}  // namespace

const char* describe(UnwindOperation operation) {
  return kOperations[static_cast<std::size_t>(operation)].name;
}

Result<UnwindInfo> read_unwind_info(const PeImage& image, const RuntimeFunction& function) {
  DUMPLAB_TRY(const ByteView bytes, image.from_rva(function.unwind_data));
  DUMPLAB_TRY(const auto* header, bytes.at<UnwindInfoHeader>(0));
  UnwindInfo info;
  info.version = header->VersionAndFlags & 7;
  info.flags = header->VersionAndFlags >> 3;
  if (info.version != 1 && info.version != 2)
    return fail(ErrorKind::kUnsupported, bytes.origin(), fmt::format("UNWIND_INFO version {}", info.version));
  info.prolog_size = header->SizeOfProlog;
  info.frame_register = header->FrameRegisterAndOffset & 0xf;
  info.frame_offset = static_cast<std::uint8_t>((header->FrameRegisterAndOffset >> 4) * 16);
  DUMPLAB_TRY(auto slots, bytes.array<le16>(sizeof *header, header->CountOfCodes));
  std::uint64_t codes_at = bytes.origin() + sizeof *header;
  if (info.version == 2) {
    const std::size_t count = read_epilogs(slots, function.end - function.begin, info.epilogs);
    slots = slots.subspan(count);
    codes_at += 2 * count;
  }
  DUMPLAB_TRY(info.codes, read_codes(slots, codes_at));
  const std::uint32_t behind = sizeof *header + 2 * ((header->CountOfCodes + 1u) & ~1u);
  info.size = sizeof *header + 2u * header->CountOfCodes;
  if (info.flags & UnwindInfo::kChained) {
    DUMPLAB_TRY(const auto* entry, bytes.at<RuntimeFunctionEntry>(behind));
    info.chained = decode(*entry);
    info.size = behind + sizeof *entry;
  } else if (info.flags & (UnwindInfo::kExceptionHandler | UnwindInfo::kTerminationHandler)) {
    DUMPLAB_TRY(const auto* handler, bytes.at<le32>(behind));
    info.handler = handler->value();
    info.size = behind + sizeof *handler;
  }
  return info;
}

Result<ExceptionDirectory> ExceptionDirectory::parse(const PeImage& image) {
  ExceptionDirectory result(image);
  DUMPLAB_TRY(const auto bytes, image.directory_bytes(kExceptions));
  if (bytes) {
    DUMPLAB_TRY(result.entries_,
                bytes->array<RuntimeFunctionEntry>(0, bytes->size() / sizeof(RuntimeFunctionEntry)));
  }
  return result;
}

Result<RuntimeFunction> ExceptionDirectory::at(std::size_t index) const {
  constexpr int kMaximumIndirections = 8;
  constexpr std::uint32_t kIndirect = 1;
  RuntimeFunction function = decode(entries_[index]);
  for (int i = 0; i < kMaximumIndirections; ++i) {
    if (!(function.unwind_data & kIndirect)) return function;
    DUMPLAB_TRY(const ByteView bytes,
                image_->at_rva(function.unwind_data & ~kIndirect, sizeof(RuntimeFunctionEntry)));
    DUMPLAB_TRY(const auto* entry, bytes.at<RuntimeFunctionEntry>(0));
    function = decode(*entry);
  }
  return fail(ErrorKind::kMalformed, function.unwind_data, "RUNTIME_FUNCTION stands for another without end");
}

Result<std::optional<RuntimeFunction>> ExceptionDirectory::find(std::uint32_t rva) const {
  const auto behind = std::ranges::upper_bound(
      entries_, rva, {}, [](const RuntimeFunctionEntry& entry) { return entry.BeginAddress.value(); });
  if (behind == entries_.begin() || rva >= std::prev(behind)->EndAddress.value()) return std::nullopt;
  DUMPLAB_TRY(const RuntimeFunction function, at(static_cast<std::size_t>(behind - entries_.begin() - 1)));
  return function;
}

}  // namespace dumplab::image
