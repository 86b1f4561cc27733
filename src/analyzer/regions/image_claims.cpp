// SPDX-License-Identifier: MIT
#include "regions/image_claims.h"

#include <algorithm>
#include <set>

#include "nt/memory_constants.h"
#include "snapshot/read_struct.h"
#include "snapshot/system_names.h"

namespace dumplab::regions {
namespace {

constexpr std::uint64_t kLongestName = 512;  // bytes of UTF-16

std::uint64_t round_up(std::uint64_t value) {
  return (value + nt::kPageSize - 1) & ~std::uint64_t{nt::kPageSize - 1};
}

/// Where a part of an image begins, and how much of it is mapped.
struct Part {
  std::uint64_t rva, mapped;  ///< bytes
  std::string_view name;
};

std::vector<Part> parts_of(const image::PeImage& image) {
  std::vector<Part> parts = {{0, image.size_of_headers(), "header"}};
  for (const image::Section& section : image.sections())
    parts.push_back(
        {section.rva, section.virtual_size ? section.virtual_size : section.file_size, section.name});
  std::ranges::stable_sort(parts, {}, &Part::rva);
  return parts;
}

void claim_sections(const structures::ModuleImage& module, const Facts& facts, Evidence& evidence) {
  const std::uint64_t base = module.module->BaseOfImage, size = round_up(module.module->SizeOfImage);
  const std::vector<Part> parts = parts_of(*module.image);
  for (std::size_t i = 0; i < parts.size() && parts[i].rva < size; ++i) {
    const std::uint64_t begin = parts[i].rva;
    const std::uint64_t end = i + 1 < parts.size() ? std::min(parts[i + 1].rva, size) : size;
    if (begin == end) continue;
    const std::uint64_t committed = std::min(round_up(begin + parts[i].mapped), end);
    const Owner owner = evidence.add_part(module.name, parts[i].name);
    Facts mapped = facts;
    mapped.state = nt::kMemCommit;
    evidence.add(Layer::kImage, {{base + begin}, committed - begin}, owner, mapped);
    evidence.add(Layer::kImage, {{base + committed}, end - committed}, owner, facts);
  }
}

Facts image_facts(std::uint64_t base) {
  Facts facts;
  facts.type = nt::kMemImage;
  facts.allocation_base = base;
  return facts;
}

bool can_be_image(const MemorySource& memory, std::uint64_t base) {
  const auto magic = snapshot::read_struct<le16>(memory, base);
  return base % nt::kAllocationGranularity == 0 && (!magic || magic->value() == image::kDosMagic);
}

}  // namespace

void claim_images(const Snapshot& snapshot, const structures::ModuleImages& modules,
                  const structures::ProcessStructures& process, Evidence& evidence) {
  const bool is_windows = snapshot::is_windows(snapshot.system.PlatformId);
  std::set<std::uint64_t> listed;
  for (const structures::ModuleImage& module : modules.all()) {
    const std::uint64_t base = module.module->BaseOfImage;
    listed.insert(base);
    const Facts facts = is_windows ? image_facts(base) : Facts{};
    if (module.image)
      claim_sections(module, facts, evidence);
    else
      evidence.add(Layer::kImage, {{base}, round_up(module.module->SizeOfImage)},
                   evidence.add_part(module.name, "unknown"), facts);
  }
  for (const structures::LoaderModule& module : process.loader.modules) {
    if (!can_be_image(*snapshot.memory, module.base) || !listed.insert(module.base).second) continue;
    const std::string name = structures::read_text(*snapshot.memory, module.base_name, kLongestName);
    if (name.empty()) continue;
    evidence.add(Layer::kImage, {{module.base}, round_up(module.size)}, evidence.add_part(name, "unknown"),
                 image_facts(module.base));
  }
}

}  // namespace dumplab::regions
