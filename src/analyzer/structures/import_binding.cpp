// SPDX-License-Identifier: MIT
#include "structures/import_binding.h"

#include <cstring>
#include <map>

#include "base/text.h"
#include "image/import_table.h"

namespace dumplab::structures {
namespace {

/// The exports of all images, read when first asked for.
class Exports {
 public:
  explicit Exports(const std::vector<ModuleImage>& modules) {
    for (const ModuleImage& module : modules)
      if (module.image) modules_.try_emplace(lower(module.name), &module);
  }

  /// Linear address; empty where no image exports it.
  std::optional<std::uint64_t> find(const image::Import& import) {
    constexpr int kMostForwarders = 8;
    image::Import wanted = import;
    for (int i = 0; i < kMostForwarders; ++i) {
      const auto module = modules_.find(lower(wanted.module));
      if (module == modules_.end()) return std::nullopt;
      const Table& table = table_of(*module->second);
      const image::Export* found = nullptr;
      if (wanted.name.empty()) {
        const auto at = table.by_ordinal.find(wanted.ordinal);
        if (at != table.by_ordinal.end()) found = at->second;
      } else {
        const auto at = table.by_name.find(wanted.name);
        if (at != table.by_name.end()) found = at->second;
      }
      if (!found) return std::nullopt;
      if (found->forwarder.empty()) return module->second->module->BaseOfImage + found->rva;
      const std::size_t dot = found->forwarder.rfind('.');
      if (dot == std::string::npos) return std::nullopt;
      wanted = {found->forwarder.substr(0, dot) + ".dll", found->forwarder.substr(dot + 1), 0, 0};
    }
    return std::nullopt;
  }

 private:
  struct Table {
    std::vector<image::Export> all;
    std::map<std::string_view, const image::Export*> by_name;
    std::map<std::uint32_t, const image::Export*> by_ordinal;
  };

  const Table& table_of(const ModuleImage& module) {
    const auto [place, is_new] = tables_.try_emplace(&module);
    Table& table = place->second;
    if (!is_new) return table;
    table.all = module.image->exports();
    for (const image::Export& symbol : table.all) {
      if (!symbol.name.empty()) table.by_name.try_emplace(symbol.name, &symbol);
      table.by_ordinal.try_emplace(symbol.ordinal, &symbol);
    }
    return table;
  }

  std::map<std::string, const ModuleImage*> modules_;
  std::map<const ModuleImage*, Table> tables_;
};

}  // namespace

void bind_imports(std::vector<ModuleImage>& modules) {
  Exports exports(modules);
  for (ModuleImage& module : modules) {
    if (!module.from_file || !module.image) continue;
    for (const image::Import& import : image::read_imports(*module.image)) {
      const auto address = exports.find(import);
      const std::size_t width = module.image->is_64_bit() ? sizeof(le64) : sizeof(le32);
      if (!address || import.slot > module.bytes.size() || module.bytes.size() - import.slot < width)
        continue;
      const le64 stored(*address);
      std::memcpy(module.bytes.data() + import.slot, &stored, width);
    }
  }
}

}  // namespace dumplab::structures
