// SPDX-License-Identifier: MIT
#include "structures/module_images.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "nt/memory_constants.h"
#include "snapshot/captured_memory.h"
#include "snapshot/codeview.h"
#include "structures/import_binding.h"
#include "structures/module_file.h"
#include "symbols/export_table.h"

namespace dumplab::structures {
namespace {

/// What all images may take beyond twice the dump's own memory: a forged module list cannot make it more.
constexpr std::uint64_t kSpareBytes = 64u << 20;

std::uint64_t bytes_in(const MemorySource& memory) {
  std::uint64_t sum = 0;
  for (const AddressRange& range : memory.ranges()) sum += range.size;
  return sum;
}

/// The image's bytes up to the last one that the dump has, zeros in gaps; empty when the header is not there
/// or `budget` is used up.
std::vector<std::byte> mapped_bytes(const MemorySource& memory, const Module& module, std::uint64_t& budget) {
  std::uint16_t magic = 0;
  if (!memory.read_exactly({module.BaseOfImage}, &magic, sizeof magic) || magic != image::kDosMagic)
    return {};
  const std::uint64_t image_end = module.BaseOfImage + module.SizeOfImage;
  const auto ranges = memory.ranges();
  const auto parts = [&](auto use) {
    for (std::size_t i = snapshot::find_range(ranges, {module.BaseOfImage}); i < ranges.size(); ++i) {
      const std::uint64_t begin = std::max(ranges[i].base.value, module.BaseOfImage);
      const std::uint64_t end = std::min(ranges[i].base.value + ranges[i].size, image_end);
      if (begin >= end) break;
      use(begin, end);
    }
  };
  std::uint64_t last = module.BaseOfImage;
  parts([&](std::uint64_t, std::uint64_t end) { last = end; });
  const std::uint64_t size = last - module.BaseOfImage;
  if (size > budget) return {};
  budget -= size;
  std::vector<std::byte> bytes(size);
  parts([&](std::uint64_t begin, std::uint64_t end) {
    memory.read({begin}, std::span(bytes).subspan(begin - module.BaseOfImage, end - begin));
  });
  return bytes;
}

bool has_all(const Snapshot& snapshot, AddressRange wanted) {
  if (!snapshot.memory) return false;
  const auto ranges = snapshot.memory->ranges();
  std::uint64_t at = wanted.base.value;
  for (std::size_t i = snapshot::find_range(ranges, wanted.base); i < ranges.size(); ++i) {
    if (ranges[i].base.value > at) break;
    at = std::max(at, ranges[i].base.value + ranges[i].size);
  }
  return at >= wanted.base.value + wanted.size;
}

std::string file_part(const std::string& path) {
  const std::size_t slash = path.find_last_of("\\/");
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

/// Of a module's PDB, else of a .sym file; null where neither matches.
std::unique_ptr<symbols::SymbolTable> find_symbols(const symbols::SearchPath& search, ModuleImage& m) {
  const CodeView& codeview = m.module->codeview;
  std::string pdb_name;
  if (const auto* pdb70 = std::get_if<CodeViewPdb70>(&codeview)) {
    pdb_name = file_part(pdb70->pdb_path);
    if (auto pdb = search.find_pdb(pdb_name, {pdb70->guid, pdb70->age}, &m.mismatches)) return pdb;
  } else if (const auto* pdb20 = std::get_if<CodeViewPdb20>(&codeview)) {
    pdb_name = file_part(pdb20->pdb_path);
  } else if (!snapshot::debug_id(codeview).empty()) {
    pdb_name = m.name;  // an ELF module names its .sym file itself
  }
  if (!pdb_name.empty()) return search.find_sym(pdb_name, snapshot::debug_id(codeview), &m.mismatches);
  const std::string code_id = fmt::format("{:08X}{:x}", m.module->TimeDateStamp, m.module->SizeOfImage);
  return search.find_sym_by_code_id(m.name, code_id, &m.mismatches);
}

/// What the dump has; where it has nothing, what module files have.
class MemoryWithImages final : public MemorySource {
 public:
  MemoryWithImages(const Snapshot& snapshot, const ModuleImages& images)
      : snapshot_(snapshot), images_(images) {}

  std::span<const AddressRange> ranges() const override {
    return snapshot_.memory ? snapshot_.memory->ranges() : std::span<const AddressRange>();
  }
  std::size_t read(LinearAddress address, std::span<std::byte> out) const override {
    std::size_t done = 0;
    while (done < out.size()) {
      const auto rest = out.subspan(done);
      std::size_t count = snapshot_.memory ? snapshot_.memory->read(address + done, rest) : 0;
      if (count == 0) count = read_image(address + done, rest);
      if (count == 0) break;
      done += count;
    }
    return done;
  }

 private:
  /// Up to the next byte that the dump may have itself.
  std::size_t read_image(LinearAddress address, std::span<std::byte> out) const {
    const ModuleImage* m = images_.find(address.value);
    if (!m || !m->from_file) return 0;
    const std::uint64_t offset = address.value - m->module->BaseOfImage;
    if (offset >= m->bytes.size()) return 0;
    std::size_t count = std::min<std::uint64_t>(out.size(), m->bytes.size() - offset);
    const auto known = ranges();
    const auto next =
        std::lower_bound(known.begin(), known.end(), address,
                         [](const AddressRange& range, LinearAddress a) { return range.base < a; });
    if (next != known.end()) count = std::min<std::uint64_t>(count, next->base - address);
    std::memcpy(out.data(), m->bytes.data() + offset, count);
    return count;
  }

  const Snapshot& snapshot_;
  const ModuleImages& images_;
};

}  // namespace

std::string module_name(const Module& module) { return file_part(module.path); }

bool ModuleImage::is_code(std::uint32_t rva) const {
  if (!image) return true;
  for (const image::Section& section : image->sections()) {
    const std::uint32_t size = std::max(section.virtual_size, section.file_size);
    if (rva >= section.rva && rva - section.rva < size)
      return section.characteristics & image::kSectionExecute;
  }
  return false;
}

ModuleImages::ModuleImages(const Snapshot& snapshot, const symbols::SearchPath& search) {
  std::uint64_t budget = kSpareBytes + (snapshot.memory ? 2 * bytes_in(*snapshot.memory) : 0);
  for (const Module& module : snapshot.modules) {
    ModuleImage& m = modules_.emplace_back();
    m.module = &module;
    m.name = module_name(module);
    if (snapshot.memory) m.bytes = mapped_bytes(*snapshot.memory, module, budget);
  }
  for (ModuleImage& m : modules_) {
    if (!has_all(snapshot, m.module->range())) {
      if (auto bytes = read_module_file(search, m.name, *m.module); !bytes.empty()) {
        m.bytes = std::move(bytes);
        m.from_file = true;
      }
    }
    if (!m.bytes.empty()) {
      auto parsed = image::PeImage::parse(ByteView(m.bytes), image::PeImage::Layout::kMapped);
      if (parsed) m.image = std::move(*parsed);
    }
    m.symbols = find_symbols(search, m);
    if (!m.symbols && m.image) m.symbols = symbols::make_export_table(*m.image);
  }
  std::stable_sort(modules_.begin(), modules_.end(), [](const ModuleImage& a, const ModuleImage& b) {
    return a.module->BaseOfImage < b.module->BaseOfImage;
  });
  bind_imports(modules_);
  memory_ = std::make_unique<MemoryWithImages>(snapshot, *this);
}

const ModuleImage* ModuleImages::find(std::uint64_t address) const {
  const auto after = std::upper_bound(
      modules_.begin(), modules_.end(), address,
      [](std::uint64_t value, const ModuleImage& m) { return value < m.module->BaseOfImage; });
  if (after == modules_.begin()) return nullptr;
  const ModuleImage& m = *std::prev(after);
  return m.module->range().contains({address}) ? &m : nullptr;
}

Place ModuleImages::describe(std::uint64_t address, bool is_return) const {
  Place place;
  const std::uint64_t inside = address - (is_return && address ? 1 : 0);
  const ModuleImage* m = find(inside);
  if (!m) return place;
  place.module = m->name;
  place.function_offset = address - m->module->BaseOfImage;
  if (!m->symbols) return place;
  const auto rva = static_cast<std::uint32_t>(inside - m->module->BaseOfImage);
  const auto function = m->symbols->find_function(rva);
  if (!function) return place;
  place.function = function->name;
  place.function_offset = address - m->module->BaseOfImage - function->rva;
  place.line = m->symbols->find_line(rva);
  return place;
}

}  // namespace dumplab::structures
