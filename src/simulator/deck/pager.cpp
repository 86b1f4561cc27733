// SPDX-License-Identifier: MIT
#include "deck/pager.h"

#include <algorithm>
#include <cstring>

#include "base/try.h"
#include "x86/page_table.h"

namespace dumplab::deck {
namespace {

using x86::kPageShift;
using x86::kPageSize;

/// An entry that is not present holds the page's place in pagefile.sys, plus this bit.
constexpr std::uint32_t kInPageFile = 1u << 1;
/// One of the bits that are free for an operating system: the page's copy in pagefile.sys is good.
constexpr std::uint32_t kHasCopy = 1u << 9;
constexpr std::uint32_t kRights = x86::kEntryPresent | x86::kEntryWritable | x86::kEntryUser;

}  // namespace

Result<std::unique_ptr<Pager>> Pager::create(PagerSettings settings, machine::PhysicalMemory& memory,
                                             machine::Disk& disk, machine::PageWalk& walk) {
  std::unique_ptr<Pager> pager(new Pager(std::move(settings), memory, disk, walk));
  if (auto prepared = pager->prepare(); !prepared) return tl::unexpected(prepared.error());
  return pager;
}

Result<void> Pager::prepare() {
  const auto kind = replacement::find_policy(settings_.policy);
  if (!kind) return fail(ErrorKind::kUnsupported, 0, "there is no policy " + settings_.policy);
  policy_ = replacement::make_policy(
      *kind, {memory_.frame_count(), [this](auto f) { return test_and_clear(f); }, settings_.future});
  needs_touches_ = kind->needs == replacement::Needs::kTouches || kind->needs == replacement::Needs::kFuture;
  page_in_.resize(memory_.frame_count());
  walk_.cr3 = settings_.tables.first << kPageShift;
  tables_used_ = 1;
  for (const LinearRange& range : settings_.ranges) {
    for (std::uint32_t offset = 0; offset < range.size; offset += kPageSize, ++pages_)
      if (!write_entry(range.base + offset, 0))
        return fail(ErrorKind::kMalformed, range.base + offset, "no frame for a page table");
    if (range.replaceable && page_file_ == nullptr) {
      DUMPLAB_TRY(page_file_, disk_.create("C:\\pagefile.sys", {}));
      if (auto sized = disk_.resize(*page_file_, range.size); !sized) return tl::unexpected(sized.error());
    }
  }
  return {};
}

void Pager::attach(cpu::Processor& processor) {
  processor_ = &processor;
  processor.keep_one_page(needs_touches_);
  if (needs_touches_) walk_.touches = this;
}

const LinearRange* Pager::range_of(std::uint32_t linear) const {
  for (const LinearRange& range : settings_.ranges)
    if (linear - range.base < range.size) return &range;
  return nullptr;
}

std::uint32_t Pager::read_entry(std::uint32_t linear) const {
  const std::uint32_t pde = memory_.read_entry(settings_.tables.first, x86::directory_index(linear));
  if (!(pde & x86::kEntryPresent)) return 0;
  return memory_.read_entry(x86::frame_of(pde), x86::table_index(linear));
}

bool Pager::write_entry(std::uint32_t linear, std::uint32_t entry) {
  const std::uint32_t directory = settings_.tables.first, index = x86::directory_index(linear);
  std::uint32_t pde = memory_.read_entry(directory, index);
  if (!(pde & x86::kEntryPresent)) {
    if (tables_used_ == settings_.tables.count) return false;
    pde = (directory + tables_used_++) << kPageShift | kRights;
    memory_.write_entry(directory, index, pde);
  }
  memory_.write_entry(x86::frame_of(pde), x86::table_index(linear), entry);
  if (processor_ != nullptr) processor_->flush_page(linear);
  return true;
}

bool Pager::test_and_clear(std::uint32_t frame) {
  const std::uint32_t page = *page_in_[frame], entry = read_entry(page);
  if (!(entry & x86::kEntryAccessed)) return false;
  write_entry(page, entry & ~x86::kEntryAccessed);
  return true;
}

bool Pager::evict(std::uint32_t frame) {
  const std::uint32_t page = *page_in_[frame], entry = read_entry(page);
  const bool dirty = entry & x86::kEntryDirty;
  if (dirty) {
    if (!disk_.write(*page_file_, page - range_of(page)->base, {memory_.host(frame), kPageSize}))
      return false;
    ++counts_.written;
  }
  const bool has_copy = dirty || (entry & kHasCopy) != 0;
  write_entry(page, has_copy ? page | kInPageFile : 0);
  policy_->released(frame);
  page_in_[frame].reset();
  free_.push_back(frame);
  ++counts_.evictions;
  return true;
}

std::optional<std::uint32_t> Pager::take_frame(bool replaceable, std::optional<std::uint32_t>& victim) {
  if (!replaceable) {
    if (code_used_ == settings_.code.count) return std::nullopt;
    return settings_.code.first + code_used_++;
  }
  if (data_used_ < settings_.data.count) return settings_.data.first + data_used_++;
  if (free_.empty()) {
    const auto chosen = policy_->choose([](replacement::Frame) { return true; });
    if (!chosen) return std::nullopt;
    victim = page_in_[*chosen];
    if (!evict(*chosen)) return std::nullopt;
  }
  const std::uint32_t frame = free_.back();
  free_.pop_back();
  return frame;
}

Pager::Source Pager::fill(const LinearRange& range, std::uint32_t page, std::uint32_t frame) {
  const std::span<std::byte> bytes(memory_.host(frame), kPageSize);
  std::memset(bytes.data(), 0, kPageSize);
  const bool saved = read_entry(page) & kInPageFile;
  if (!saved && range.file == nullptr) {
    ++counts_.zeroed;
    return Source::kZero;
  }
  ++counts_.loads;
  if (saved)
    disk_.read(*page_file_, page - range.base, bytes);
  else
    disk_.read(*range.file, page - range.base, bytes);
  return saved ? Source::kPageFile : Source::kFile;
}

bool Pager::bring_in(const LinearRange& range, std::uint32_t page, Fault& fault) {
  const auto frame = take_frame(range.replaceable, fault.victim);
  if (!frame) return false;
  fault.frame = *frame;
  fault.source = fill(range, page, *frame);
  const std::uint32_t copy = fault.source == Source::kPageFile ? kHasCopy : 0;
  write_entry(page, *frame << kPageShift | kRights | copy);
  if (range.replaceable) {
    page_in_[*frame] = page;
    policy_->loaded(*frame, page >> kPageShift);
  }
  return true;
}

bool Pager::resolve(std::uint32_t linear) {
  const std::uint32_t page = x86::page_of(linear);
  const LinearRange* const range = range_of(page);
  if (range == nullptr || (read_entry(page) & x86::kEntryPresent)) return false;
  Fault fault{linear, 0, Source::kZero, std::nullopt};
  if (!bring_in(*range, page, fault)) return false;
  faults_.push_back(fault);
  for (std::uint32_t i = 1; i < settings_.cluster && range->replaceable; ++i) {
    const std::uint32_t next = page + i * kPageSize;
    Fault ahead{next, 0, Source::kZero, std::nullopt};
    if (next - range->base >= range->size || (read_entry(next) & x86::kEntryPresent)) break;
    if (!bring_in(*range, next, ahead)) break;
  }
  return true;
}

std::span<std::byte> Pager::reach(std::uint32_t linear, cpu::Access access) {
  cpu::PageView page;
  if (walk_.translate(linear, access, page) && (!resolve(linear) || walk_.translate(linear, access, page)))
    return {};
  const std::uint32_t offset = linear & x86::kPageMask;
  return {page.host + offset, kPageSize - offset};
}

void Pager::touched(std::uint32_t frame, cpu::Access) {
  if (!page_in_[frame]) return;
  const replacement::Page page = *page_in_[frame] >> kPageShift;
  if (references_.empty() || references_.back() != page) references_.push_back(page);
  policy_->touched(frame);
}

std::uint64_t Pager::faults_in(std::uint32_t base, std::uint32_t size) const {
  return static_cast<std::uint64_t>(std::count_if(
      faults_.begin(), faults_.end(), [&](const Fault& fault) { return fault.linear - base < size; }));
}

std::vector<std::uint32_t> Pager::resident() const {
  std::vector<std::uint32_t> pages;
  for (const auto& page : page_in_)
    if (page) pages.push_back(*page);
  std::sort(pages.begin(), pages.end());
  return pages;
}

}  // namespace dumplab::deck
