// SPDX-License-Identifier: MIT
#include "symbols/line_info.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/try.h"
#include "symbols/c13.h"

namespace dumplab::symbols {
namespace {

/// Source: Microsoft's cvinfo.h.
struct LinesHeader {
  le32 offCon;
  le16 segCon, flags;
  le32 cbCon;
};
static_assert(sizeof(LinesHeader) == 12);

struct FileBlockHeader {
  le32 offFile;  ///< of the file's entry among the checksums
  le32 nLines, cbBlock;
};
struct Line {
  le32 offset;
  le32 bits;  ///< 24: first line, 7: lines more, 1: statement
};
constexpr std::uint32_t kLineMask = 0xffffff;
constexpr std::uint32_t kHiddenLines[] = {0xfeefee, 0xf00f00};  // compiler's own code

struct Entry {
  std::uint32_t offset = 0, line = 0, file = 0;
};

bool is_hidden(std::uint32_t line) {
  return std::find(std::begin(kHiddenLines), std::end(kHiddenLines), line) != std::end(kHiddenLines);
}

}  // namespace

Result<void> LineTable::add_module(ByteView c13) {
  DUMPLAB_TRY(const auto subsections, read_subsections(c13));
  ByteView checksums;
  for (const Subsection& subsection : subsections)
    if (subsection.type == kFileChecksums) checksums = subsection.bytes;
  for (const Subsection& subsection : subsections)
    if (subsection.type == kLines) DUMPLAB_TRY_VOID(add_lines(subsection.bytes, checksums));
  return {};
}

Result<void> LineTable::add_lines(ByteView bytes, ByteView checksums) {
  DUMPLAB_TRY(const auto* header, bytes.at<LinesHeader>(0));
  const std::uint32_t code_size = header->cbCon.value();
  std::vector<Entry> entries;
  for (std::uint64_t at = sizeof *header; at < bytes.size();) {
    DUMPLAB_TRY(const auto* block, bytes.at<FileBlockHeader>(at));
    if (block->cbBlock.value() < sizeof *block)
      return fail(ErrorKind::kMalformed, bytes.origin() + at,
                  fmt::format("a block of lines of {} bytes", block->cbBlock.value()));
    // Lines are counted within their block: blocks that share lines could multiply them without end.
    DUMPLAB_TRY(const ByteView whole, bytes.slice(at, block->cbBlock.value()));
    DUMPLAB_TRY(const auto lines, whole.array<Line>(sizeof *block, block->nLines.value()));
    DUMPLAB_TRY(const std::uint32_t file, file_of(checksums, block->offFile.value()));
    for (const Line& line : lines)
      entries.push_back({line.offset.value(), line.bits.value() & kLineMask, file});
    at += block->cbBlock.value();
  }
  const auto base = sections_.rva(header->segCon.value(), header->offCon.value());
  if (!base || code_size > UINT32_MAX - *base) return {};
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.offset < b.offset; });
  // Of several lines for one byte the last stands: the others have no code.
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Entry& entry = entries[i];
    const std::uint32_t end = i + 1 < entries.size() ? std::min(entries[i + 1].offset, code_size) : code_size;
    if (entry.offset < end && !is_hidden(entry.line))
      lines_.ranges.push_back({*base + entry.offset, end - entry.offset, entry.line, entry.file});
  }
  return {};
}

Result<std::uint32_t> LineTable::file_of(ByteView checksums, std::uint32_t offset) {
  DUMPLAB_TRY(const auto* checksum, checksums.at<FileChecksum>(offset));
  const std::uint32_t name = checksum->offFileName.value();
  if (const auto known = file_of_name_.find(name); known != file_of_name_.end()) return known->second;
  auto text = names_.at(name);
  if (!text)
    return fail(text.error().kind, checksums.origin() + offset,
                fmt::format("file name at {:#x} of /names: {}", name, text.error().what));
  const auto index = static_cast<std::uint32_t>(lines_.files.size());
  lines_.files.push_back(std::move(*text));
  file_of_name_.emplace(name, index);
  return index;
}

Lines LineTable::take() {
  auto& ranges = lines_.ranges;
  const auto key = [](const LineRange& l) { return std::tie(l.rva, l.size, l.line, l.file); };
  std::sort(ranges.begin(), ranges.end(),
            [&](const LineRange& a, const LineRange& b) { return key(a) < key(b); });
  const auto same = [&](const LineRange& a, const LineRange& b) { return key(a) == key(b); };
  ranges.erase(std::unique(ranges.begin(), ranges.end(), same), ranges.end());
  return std::move(lines_);
}

}  // namespace dumplab::symbols
