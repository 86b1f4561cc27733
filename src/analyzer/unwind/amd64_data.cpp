// SPDX-License-Identifier: MIT
#include "unwind/amd64_data.h"

#include <algorithm>
#include <array>

namespace dumplab::unwind {

bool Amd64Data::is_there(const structures::ModuleImage& module, std::uint32_t rva, std::uint64_t size) const {
  if (module.from_file) return true;
  std::array<std::byte, 4096> buffer;
  std::uint64_t at = module.module->BaseOfImage + rva;
  while (size > 0) {
    const std::uint64_t part = std::min<std::uint64_t>(size, buffer.size());
    if (!modules_.memory().read_exactly({at}, buffer.data(), part)) return false;
    at += part;
    size -= part;
  }
  return true;
}

bool Amd64Data::has_directory(const structures::ModuleImage& module) {
  const auto [place, is_new] = directories_.try_emplace(&module, false);
  if (!is_new) return place->second;
  if (!module.image || !module.image->is_64_bit()) return false;
  const auto bytes = module.image->directory_bytes(image::kExceptions);
  if (!bytes) return false;
  const auto start = module.image->directory_start(image::kExceptions);
  return place->second = !*bytes || is_there(module, *start, (*bytes)->size());
}

Amd64Data::Found Amd64Data::find(const structures::ModuleImage& module, std::uint32_t rva) {
  constexpr int kLongestChain = 32;
  constexpr std::uint64_t kFixedPart = 4;
  if (!has_directory(module)) return {};
  const auto directory = image::ExceptionDirectory::parse(*module.image);
  const auto function = directory ? directory->find(rva) : tl::unexpected(directory.error());
  if (!function) return {Kind::kBroken};
  if (!*function) return {Kind::kLeaf};
  Found found{Kind::kFunction, false, (*function)->begin};
  image::RuntimeFunction link = **function;
  for (int i = 0; i < kLongestChain; ++i) {
    if (!is_there(module, link.unwind_data, kFixedPart)) return {};
    const auto info = image::read_unwind_info(*module.image, link);
    if (!info) return {Kind::kBroken};
    if (!is_there(module, link.unwind_data, info->size)) return {};
    found.needs_registers = found.needs_registers || info->frame_register != 0;
    if (!info->chained) return found;
    link = *info->chained;
    found.begin = link.begin;
  }
  return {Kind::kBroken};
}

}  // namespace dumplab::unwind
