// SPDX-License-Identifier: MIT
#include "unwind/function_starts.h"

#include <algorithm>
#include <array>

#include "base/little_endian.h"

namespace dumplab::unwind {
namespace {

constexpr std::uint8_t kCallRel32 = 0xe8;

/// RVAs that the words of an image may name.
std::vector<std::uint32_t> collect(const image::PeImage& image, std::uint32_t base) {
  std::vector<std::uint32_t> rvas{image.entry_point()};
  for (const image::Export& symbol : image.exports()) rvas.push_back(symbol.rva);
  for (const image::Section& section : image.sections()) {
    if (!(section.characteristics & image::kSectionExecute)) continue;
    const auto code = image.from_rva(section.rva);
    if (!code) continue;
    const auto bytes = code->bytes().first(std::min<std::uint64_t>(code->size(), section.virtual_size));
    for (std::size_t i = 0; i + 5 <= bytes.size(); ++i)
      if (bytes[i] == std::byte{kCallRel32})
        rvas.push_back(section.rva + static_cast<std::uint32_t>(i) + 5 + load_u32(&bytes[i + 1]));
  }
  for (const std::uint32_t at : image.relocations())
    if (const auto word = image.at_rva(at, 4)) rvas.push_back(load_u32(word->bytes().data()) - base);
  return rvas;
}

}  // namespace

const std::vector<std::uint32_t>& FunctionStarts::starts_of(const structures::ModuleImage& module) {
  const auto [place, is_new] = starts_.try_emplace(&module);
  if (!is_new || !module.image) return place->second;
  const auto base = static_cast<std::uint32_t>(module.module->BaseOfImage);
  for (const std::uint32_t rva : collect(*module.image, base))
    if (module.is_code(rva)) place->second.push_back(base + rva);
  std::vector<std::uint32_t>& starts = place->second;
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  return place->second;
}

std::vector<std::uint32_t> FunctionStarts::find_before(std::uint32_t address, std::size_t count) {
  std::vector<std::uint32_t> found;
  const structures::ModuleImage* module = modules_.find(address);
  if (!module) return found;
  const auto& starts = starts_of(*module);
  auto at = std::ranges::upper_bound(starts, address);
  while (at != starts.begin() && found.size() < count) found.push_back(*--at);
  return found;
}

std::optional<std::uint32_t> find_prologue(const MemorySource& code, std::uint32_t address) {
  constexpr std::uint32_t kMostBytes = 0x1000;
  for (std::uint32_t start = address; start + kMostBytes > address; --start) {
    std::array<std::uint8_t, 3> b{};
    if (!code.read_exactly({start}, b.data(), b.size())) return std::nullopt;
    const bool moves = (b[1] == 0x8b && b[2] == 0xec) || (b[1] == 0x89 && b[2] == 0xe5);
    if (b[0] == 0x55 && moves) return start;
  }
  return std::nullopt;
}

}  // namespace dumplab::unwind
