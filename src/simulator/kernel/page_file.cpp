// SPDX-License-Identifier: MIT
#include "kernel/page_file.h"

#include <algorithm>
#include <bit>

#include "base/check.h"
#include "x86/page_table.h"

namespace dumplab::kernel {
namespace {

/// A page-table entry has 20 bits for a slot.
constexpr std::uint64_t kMostSlots = 1u << 20;

}  // namespace

PageFile::PageFile(machine::Disk& disk, std::uint64_t bytes) : disk_(disk) {
  const std::uint64_t pages = std::min(bytes / x86::kPageSize, kMostSlots);
  if (pages < 2) return;
  const auto file = disk_.create(kPageFilePath, {});
  if (!file || !disk_.resize(**file, pages * x86::kPageSize)) return;
  file_ = *file;
  slot_count_ = static_cast<std::uint32_t>(pages - 1);
  bits_.resize((pages + 63) / 64);
  bits_.front() = 1;
  if (pages % 64 != 0) bits_.back() |= ~std::uint64_t{0} << pages % 64;
}

std::optional<std::uint32_t> PageFile::allocate() {
  while (lowest_ < bits_.size() && bits_[lowest_] == ~std::uint64_t{0}) ++lowest_;
  if (lowest_ >= bits_.size()) return std::nullopt;
  const auto bit = static_cast<std::uint32_t>(std::countr_one(bits_[lowest_]));
  bits_[lowest_] |= std::uint64_t{1} << bit;
  ++used_;
  return lowest_ * 64 + bit;
}

void PageFile::release(std::uint32_t slot) {
  DUMPLAB_CHECK(is_used(slot));
  bits_[slot / 64] &= ~(std::uint64_t{1} << slot % 64);
  lowest_ = std::min(lowest_, slot / 64);
  --used_;
}

bool PageFile::is_used(std::uint32_t slot) const {
  return slot > 0 && slot <= slot_count_ && (bits_[slot / 64] >> slot % 64 & 1);
}

void PageFile::write(std::uint32_t slot, std::span<const std::byte> page) {
  DUMPLAB_CHECK(is_used(slot));
  DUMPLAB_CHECK(disk_.write(*file_, std::uint64_t{slot} * x86::kPageSize, page).has_value());
}

void PageFile::read(std::uint32_t slot, std::span<std::byte> page) const {
  DUMPLAB_CHECK(is_used(slot));
  machine::Disk::peek(*file_, std::uint64_t{slot} * x86::kPageSize, page);
}

}  // namespace dumplab::kernel
