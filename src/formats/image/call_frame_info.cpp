// SPDX-License-Identifier: MIT
#include "image/call_frame_info.h"

#include <fmt/format.h>

#include <algorithm>

#include "image/call_frame_program.h"
#include "image/dwarf_cursor.h"

namespace dumplab::image {
namespace {

constexpr std::uint8_t kOmitted = 0xff;

/// One entry's bytes behind its length.
struct Entry {
  std::uint64_t offset = 0;  ///< of the length
  ByteView body;
  unsigned offset_size = 4;  ///< 8 in 64-bit DWARF
};

/// The augmentation's data: what each letter announces, in the letters' order.
Result<void> read_augmentation(const CallFrameSection& section, DwarfCursor data, CommonInformation& common) {
  for (const char letter : std::string_view(common.augmentation).substr(1)) {
    if (letter == 'R') {
      DUMPLAB_TRY(const std::uint64_t encoding, data.number(1));
      common.address_encoding = static_cast<std::uint8_t>(encoding);
    } else if (letter == 'L') {
      DUMPLAB_TRY_VOID(data.number(1));
    } else if (letter == 'P') {
      DUMPLAB_TRY(const std::uint64_t encoding, data.number(1));
      constexpr std::uint8_t kFormat = 0x0f;
      DUMPLAB_TRY_VOID(read_encoded_address(section, static_cast<std::uint8_t>(encoding & kFormat), data));
    } else if (letter == 'S') {
      common.is_signal_frame = true;
    } else {
      return fail(ErrorKind::kUnsupported, data.where(), fmt::format("augmentation {}", common.augmentation));
    }
  }
  return {};
}

Result<CommonInformation> read_common(const CallFrameSection& section, const Entry& entry) {
  DwarfCursor cursor(entry.body, section.kind == CallFrameSection::Kind::kEhFrame ? 4 : entry.offset_size);
  CommonInformation common;
  DUMPLAB_TRY(const std::uint64_t version, cursor.number(1));
  if (version != 1 && version != 3 && version != 4)
    return fail(ErrorKind::kUnsupported, cursor.where(), fmt::format("CIE version {}", version));
  common.version = static_cast<std::uint8_t>(version);
  DUMPLAB_TRY(common.augmentation, cursor.text());
  if (version == 4) {
    DUMPLAB_TRY(const std::uint64_t address_size, cursor.number(1));
    DUMPLAB_TRY(const std::uint64_t segment_size, cursor.number(1));
    if (address_size != section.word_size || segment_size != 0)
      return fail(ErrorKind::kUnsupported, cursor.where(), "addresses of another size");
  }
  DUMPLAB_TRY(common.code_alignment, cursor.uleb());
  DUMPLAB_TRY(common.data_alignment, cursor.sleb());
  DUMPLAB_TRY(const std::uint64_t return_register, version == 1 ? cursor.number(1) : cursor.uleb());
  common.return_register = static_cast<unsigned>(std::min<std::uint64_t>(return_register, kMaximumRegister));
  if (common.augmentation.starts_with('z')) {
    DUMPLAB_TRY(const ByteView data, cursor.block());
    DUMPLAB_TRY_VOID(read_augmentation(section, DwarfCursor(data), common));
  } else if (!common.augmentation.empty()) {
    return fail(ErrorKind::kUnsupported, cursor.where(), fmt::format("augmentation {}", common.augmentation));
  }
  common.instructions = cursor.rest();
  return common;
}

Result<FrameDescription> read_description(const CallFrameSection& section, const Entry& entry,
                                          std::uint64_t id_size, const CommonInformation& common) {
  DwarfCursor cursor(entry.body, id_size);
  FrameDescription description;
  description.offset = entry.offset;
  if (common.address_encoding == kOmitted)
    return fail(ErrorKind::kMalformed, cursor.where(), "FDE without an address");
  constexpr std::uint8_t kFormat = 0x0f;
  DUMPLAB_TRY(description.begin, read_encoded_address(section, common.address_encoding, cursor));
  DUMPLAB_TRY(description.size, read_encoded_address(section, common.address_encoding & kFormat, cursor));
  if (common.augmentation.starts_with('z')) DUMPLAB_TRY_VOID(cursor.block());
  description.instructions = cursor.rest();
  return description;
}

}  // namespace

CallFrameInfo CallFrameInfo::parse(const CallFrameSection& section) {
  CallFrameInfo info;
  info.section_ = section;
  const bool is_eh_frame = section.kind == CallFrameSection::Kind::kEhFrame;
  std::map<std::uint64_t, std::size_t> common_at;  // by offset of the entry
  std::vector<std::pair<Entry, std::uint64_t>> pending;
  const auto note = [&](const Error& error) { info.problems_.push_back({error.where, error.what}); };
  DwarfCursor cursor(section.bytes);
  const auto next = [&]() -> Result<std::optional<Entry>> {
    Entry entry;
    entry.offset = cursor.offset();
    DUMPLAB_TRY(std::uint64_t length, cursor.number(4));
    if (length == 0) return std::nullopt;
    if (length == 0xffffffff) {
      entry.offset_size = 8;
      DUMPLAB_TRY(length, cursor.number(8));
    }
    DUMPLAB_TRY(entry.body, cursor.take(length));
    return entry;
  };
  while (!cursor.at_end()) {
    const auto entry = next();
    if (!entry) {
      note(entry.error());
      break;
    }
    // Zero ends what one object file gave; a linker may leave more behind it.
    if (!*entry) continue;
    const unsigned id_size = is_eh_frame ? 4 : (*entry)->offset_size;
    const auto id = DwarfCursor((*entry)->body).number(id_size);
    if (!id) {
      note(id.error());
      continue;
    }
    const std::uint64_t common_id = is_eh_frame ? 0 : id_size == 8 ? ~std::uint64_t{0} : 0xffffffff;
    if (*id == common_id) {
      auto common = read_common(section, **entry);
      if (common) {
        common_at[(*entry)->offset] = info.common_.size();
        info.common_.push_back(std::move(*common));
      } else {
        note(common.error());
      }
      continue;
    }
    const std::uint64_t id_offset = (*entry)->body.origin() - section.bytes.origin();
    pending.emplace_back(**entry, is_eh_frame ? id_offset - *id : *id);
  }
  for (const auto& [entry, common_offset] : pending) {
    const auto found = common_at.find(common_offset);
    if (found == common_at.end()) {
      note({ErrorKind::kMalformed, entry.body.origin(), "FDE of a CIE that is not there"});
      continue;
    }
    const unsigned id_size = is_eh_frame ? 4 : entry.offset_size;
    auto description = read_description(section, entry, id_size, info.common_[found->second]);
    if (!description) {
      note(description.error());
      continue;
    }
    description->common = found->second;
    info.descriptions_.push_back(*description);
  }
  // Linkers leave entries of no size at the start of others: these come first, and hide nothing.
  std::ranges::stable_sort(info.descriptions_, {},
                           [](const FrameDescription& d) { return std::pair(d.begin, d.size); });
  return info;
}

const FrameDescription* CallFrameInfo::find(std::uint64_t address) const {
  const auto behind = std::ranges::upper_bound(descriptions_, address, {}, &FrameDescription::begin);
  if (behind == descriptions_.begin()) return nullptr;
  const FrameDescription& description = *std::prev(behind);
  return address - description.begin < description.size ? &description : nullptr;
}

Result<std::optional<CallFrameRow>> CallFrameInfo::row_at(std::uint64_t address) const {
  const FrameDescription* description = find(address);
  if (!description) return std::nullopt;
  DUMPLAB_TRY(CallFrameRow row,
              run_call_frame_program(section_, common_[description->common], *description, address));
  return row;
}

}  // namespace dumplab::image
