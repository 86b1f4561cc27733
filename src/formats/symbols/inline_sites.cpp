// SPDX-License-Identifier: MIT
#include "symbols/inline_sites.h"

#include <algorithm>
#include <map>

#include "symbols/binary_annotations.h"
#include "symbols/c13.h"
#include "symbols/nearest.h"
#include "symbols/symbol_record.h"

namespace dumplab::symbols {
namespace {

constexpr std::uint16_t kInlineSite = 0x114d, kInlineSiteEnd = 0x114e, kInlineSite2 = 0x115d;

/// INLINESITESYM behind the header; its annotations follow, of S_INLINESITE2 behind a count of invocations.
struct InlineSiteSym {
  le32 pParent, pEnd, inlinee;
};

/// DEBUG_S_INLINEELINES: a signature, then an entry for each function.
struct InlineeSourceLine {
  le32 inlinee, fileId, sourceLineNum;
};
constexpr std::uint32_t kWithExtraFiles = 1;

/// Where an inlined function begins. `file` is an offset among the checksums.
struct Inlinee {
  std::uint32_t file = 0, line = 0;
};

Result<void> read_inlinees(ByteView bytes, std::map<std::uint32_t, Inlinee>& inlinees) {
  DUMPLAB_TRY(const auto* signature, bytes.at<le32>(0));
  for (std::uint64_t at = sizeof *signature; at < bytes.size();) {
    DUMPLAB_TRY(const auto* entry, bytes.at<InlineeSourceLine>(at));
    inlinees.emplace(entry->inlinee.value(), Inlinee{entry->fileId.value(), entry->sourceLineNum.value()});
    at += sizeof *entry;
    if (signature->value() != kWithExtraFiles) continue;
    DUMPLAB_TRY(const auto* count, bytes.at<le32>(at));
    at += sizeof *count + std::uint64_t{count->value()} * sizeof(le32);
  }
  return {};
}

}  // namespace

/// Reads one module into the tables.
class InlineSites::ModuleReader {
 public:
  explicit ModuleReader(InlineSites& all) : all_(all) {}

  Result<void> read(ByteView records, ByteView c13) {
    DUMPLAB_TRY(const auto subsections, read_subsections(c13));
    for (const Subsection& subsection : subsections) {
      if (subsection.type == kFileChecksums) checksums_ = subsection.bytes;
      if (subsection.type == kInlineeLines) DUMPLAB_TRY_VOID(read_inlinees(subsection.bytes, inlinees_));
    }
    return for_each_record(records, [&](std::uint16_t kind, ByteView body) -> Result<void> {
      if (is_procedure(kind)) return begin_procedure(body);
      if (kind == kInlineSite) return add_site(body, sizeof(InlineSiteSym));
      if (kind == kInlineSite2) return add_site(body, sizeof(InlineSiteSym) + sizeof(le32));
      if (kind == kInlineSiteEnd && depth_ > 0) --depth_;
      return {};
    });
  }

 private:
  Result<void> begin_procedure(ByteView body) {
    procedure_.reset();
    depth_ = 0;
    DUMPLAB_TRY(const auto* symbol, body.at<ProcSym32>(0));
    const auto rva = all_.sections_.rva(symbol->seg.value(), symbol->off.value());
    if (!rva) return {};
    DUMPLAB_TRY(std::string name, body.c_string(sizeof *symbol, kLongestRecord));
    procedure_ = Procedure{*rva, symbol->len.value(), std::move(name), all_.sites_.size(), 0};
    is_listed_ = false;
    return {};
  }

  Result<void> add_site(ByteView body, std::uint64_t annotations_at) {
    const std::uint32_t depth = depth_++;
    if (!procedure_) return {};
    DUMPLAB_TRY(const auto* symbol, body.at<InlineSiteSym>(0));
    DUMPLAB_TRY(const ByteView annotations, body.from(annotations_at));
    DUMPLAB_TRY(const auto ranges, read_binary_annotations(annotations));
    const std::uint32_t inlinee = symbol->inlinee.value();
    const auto start = inlinees_.find(inlinee);
    Site site{depth, inlinee, all_.rows_.size(), 0};
    for (const InlineRange& range : ranges) {
      if (range.offset >= procedure_->size) continue;
      Row row{procedure_->rva + range.offset, std::min(range.size, procedure_->size - range.offset), 0, {}};
      if (start != inlinees_.end()) {
        row.line = static_cast<std::uint32_t>(start->second.line + range.line_offset);
        const auto* checksum = file_at(range.file.value_or(start->second.file));
        if (checksum) row.file_name = checksum->offFileName.value();
      }
      all_.rows_.push_back(row);
    }
    site.rows = all_.rows_.size() - site.first_row;
    all_.sites_.push_back(site);
    if (!is_listed_) all_.procedures_.push_back(*procedure_);
    is_listed_ = true;
    ++all_.procedures_.back().sites;
    return {};
  }

  const FileChecksum* file_at(std::uint32_t offset) const {
    const auto checksum = checksums_.at<FileChecksum>(offset);
    return checksum ? *checksum : nullptr;
  }

  InlineSites& all_;
  ByteView checksums_;
  std::map<std::uint32_t, Inlinee> inlinees_;
  std::optional<Procedure> procedure_;
  bool is_listed_ = false;  // procedure_ is the last of all_.procedures_
  std::uint32_t depth_ = 0;
};

Result<void> InlineSites::add_module(ByteView records, ByteView c13) {
  return ModuleReader(*this).read(records, c13);
}

void InlineSites::sort() {
  std::stable_sort(procedures_.begin(), procedures_.end(),
                   [](const Procedure& a, const Procedure& b) { return a.rva < b.rva; });
}

std::vector<InlineHit> InlineSites::find(std::uint32_t rva, const std::string& procedure) const {
  const Procedure* chosen = nullptr;
  for (auto at = nearest(procedures_, rva); at != procedures_.end() && at->rva <= rva; ++at)
    if (rva - at->rva < at->size && at->name == procedure && !chosen) chosen = &*at;
  if (!chosen) return {};
  std::vector<std::pair<std::uint32_t, InlineHit>> found;
  for (std::size_t i = 0; i < chosen->sites; ++i) {
    const Site& site = sites_[chosen->first_site + i];
    for (std::size_t k = 0; k < site.rows; ++k) {
      const Row& row = rows_[site.first_row + k];
      if (rva < row.rva || rva - row.rva >= row.size) continue;
      found.push_back({site.depth, {site.inlinee, row.line, row.file_name}});
      break;
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<InlineHit> hits;
  for (auto& [depth, hit] : found) hits.push_back(hit);
  return hits;
}

}  // namespace dumplab::symbols
