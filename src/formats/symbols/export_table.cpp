// SPDX-License-Identifier: MIT
#include "symbols/export_table.h"

#include <algorithm>

#include "symbols/undecorate.h"

namespace dumplab::symbols {
namespace {

class ExportTable final : public SymbolTable {
 public:
  explicit ExportTable(std::vector<Function> functions) : functions_(std::move(functions)) {}

  std::optional<Function> find_function(std::uint32_t rva) const override {
    const auto after = std::upper_bound(functions_.begin(), functions_.end(), rva,
                                        [](std::uint32_t value, const Function& f) { return value < f.rva; });
    if (after == functions_.begin()) return std::nullopt;
    Function function = *std::prev(after);
    function.name = undecorate_cpp_name(function.name);
    return function;
  }
  std::optional<SourceLine> find_line(std::uint32_t) const override { return std::nullopt; }
  std::vector<SymbolName> names() const override {
    std::vector<SymbolName> all;
    for (const Function& f : functions_) all.push_back({undecorate_cpp_name(f.name), f.rva, 0, true});
    return all;
  }
  const char* kind() const override { return "export"; }

 private:
  std::vector<Function> functions_;  // by RVA, one name each
};

bool is_code(const image::PeImage& image, std::uint32_t rva) {
  for (const image::Section& section : image.sections())
    if (rva >= section.rva && rva - section.rva < section.virtual_size)
      return section.characteristics & image::kSectionExecute;
  return false;
}

}  // namespace

std::unique_ptr<SymbolTable> make_export_table(const image::PeImage& image) {
  std::vector<Function> functions;
  for (image::Export& e : image.exports())
    if (!e.name.empty() && e.rva && is_code(image, e.rva)) functions.push_back({std::move(e.name), e.rva, 0});
  if (functions.empty()) return nullptr;
  // Of NtX and ZwX at one address NtX stands; otherwise the first by name.
  std::sort(functions.begin(), functions.end(), [](const Function& a, const Function& b) {
    return std::tie(a.rva, a.name) < std::tie(b.rva, b.name);
  });
  const auto same = [](const Function& a, const Function& b) { return a.rva == b.rva; };
  functions.erase(std::unique(functions.begin(), functions.end(), same), functions.end());
  return std::make_unique<ExportTable>(std::move(functions));
}

}  // namespace dumplab::symbols
