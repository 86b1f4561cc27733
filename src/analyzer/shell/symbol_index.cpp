// SPDX-License-Identifier: MIT
#include "shell/symbol_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "report/region_words.h"
#include "shell/wildcard.h"

namespace dumplab::shell {

using structures::ModuleImage;

namespace {

/// What debuggers call a string literal: its decorated name holds the text once more.
constexpr const char* kString = "`string'";

}  // namespace

SymbolIndex::SymbolIndex(const structures::ModuleImages& images)
    : images_(images), entries_(images.all().size()) {
  for (const ModuleImage& module : images.all()) {
    std::string name = report::module_stem(module);
    if (std::ranges::find(names_, name) != names_.end())
      name += fmt::format("_{:x}", module.module->BaseOfImage);
    names_.push_back(std::move(name));
  }
}

std::size_t SymbolIndex::number_of(const ModuleImage& module) const {
  return static_cast<std::size_t>(&module - images_.all().data());
}

const std::string& SymbolIndex::module_name(const ModuleImage& module) const {
  return names_[number_of(module)];
}

const ModuleImage* SymbolIndex::find_module(std::string_view name) const {
  const auto& all = images_.all();
  for (std::size_t i = 0; i < all.size(); ++i)
    if (equal_without_case(names_[i], name)) return &all[i];
  for (const ModuleImage& module : all)
    if (equal_without_case(module.name, name)) return &module;
  return nullptr;
}

const std::vector<SymbolIndex::Entry>& SymbolIndex::entries(std::size_t number) const {
  auto& entries = entries_[number];
  if (entries) return *entries;
  entries.emplace();
  if (const auto& symbols = images_.all()[number].symbols)
    for (symbols::SymbolName& name : symbols->names())
      entries->push_back({name.name.starts_with("??_C@") ? kString : std::move(name.name), name.rva,
                          name.size, name.is_function});
  // Of the same name at one place the one that knows its size stands.
  const auto key = [](const Entry& e) { return std::tie(e.rva, e.name); };
  std::ranges::sort(*entries, [&](const Entry& a, const Entry& b) {
    return std::tuple(key(a), b.size, b.is_function) < std::tuple(key(b), a.size, a.is_function);
  });
  const auto same = [&](const Entry& a, const Entry& b) { return key(a) == key(b); };
  entries->erase(std::unique(entries->begin(), entries->end(), same), entries->end());
  return *entries;
}

std::optional<std::uint64_t> SymbolIndex::find_in(std::size_t number, std::string_view name) const {
  const std::uint64_t base = images_.all()[number].module->BaseOfImage;
  std::optional<std::uint64_t> loose;
  for (const Entry& entry : entries(number)) {
    if (entry.name == name) return base + entry.rva;
    if (!loose && equal_without_case(entry.name, name)) loose = base + entry.rva;
  }
  return loose;
}

std::optional<std::uint64_t> SymbolIndex::find(std::string_view text) const {
  if (const std::size_t mark = text.find('!'); mark != std::string_view::npos) {
    const ModuleImage* module = find_module(text.substr(0, mark));
    return module ? find_in(number_of(*module), text.substr(mark + 1)) : std::nullopt;
  }
  for (std::size_t i = 0; i < names_.size(); ++i)
    if (const auto address = find_in(i, text)) return address;
  return std::nullopt;
}

std::string SymbolIndex::describe(std::uint64_t address, bool is_return) const {
  const std::uint64_t inside = address - (is_return && address ? 1 : 0);
  const ModuleImage* module = images_.find(inside);
  if (!module) return {};
  const std::uint64_t base = module->module->BaseOfImage;
  const auto rva = static_cast<std::uint32_t>(inside - base);
  const std::string& name = module_name(*module);
  const auto offset_text = [&](std::uint64_t start) {
    return address == start ? std::string() : fmt::format("+{:#x}", address - start);
  };
  if (module->is_code(rva)) {
    if (module->symbols)
      if (const auto function = module->symbols->find_function(rva))
        return name + "!" + function->name + offset_text(base + function->rva);
  } else if (const Around near = around(inside); !near.at.empty()) {
    // Data ends with its section: a name of another one says nothing.
    const Symbol& symbol = near.at.front();
    if (!module->is_code(static_cast<std::uint32_t>(symbol.address - base)))
      return name + "!" + symbol.name + offset_text(symbol.address);
  }
  return name + offset_text(base);
}

SymbolIndex::Around SymbolIndex::around(std::uint64_t address) const {
  Around found;
  const ModuleImage* module = images_.find(address);
  if (!module) return found;
  const std::size_t number = number_of(*module);
  const std::uint64_t base = module->module->BaseOfImage;
  const auto& all = entries(number);
  const auto make = [&](const Entry& e) {
    return Symbol{names_[number], e.name, base + e.rva, e.size, e.is_function};
  };
  const auto after = std::ranges::upper_bound(all, address - base, {}, &Entry::rva);
  if (after != all.end()) found.next = make(*after);
  if (after == all.begin()) return found;
  const std::uint32_t rva = std::prev(after)->rva;
  for (auto at = std::ranges::lower_bound(all, rva, {}, &Entry::rva); at != after; ++at)
    found.at.push_back(make(*at));
  return found;
}

std::vector<Symbol> SymbolIndex::match(std::string_view pattern) const {
  const std::size_t mark = pattern.find('!');
  const std::string_view module_pattern = mark == std::string_view::npos ? "*" : pattern.substr(0, mark);
  const std::string_view name_pattern = mark == std::string_view::npos ? pattern : pattern.substr(mark + 1);
  std::vector<Symbol> found;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (!matches(module_pattern, names_[i])) continue;
    const std::uint64_t base = images_.all()[i].module->BaseOfImage;
    for (const Entry& e : entries(i))
      if (matches(name_pattern, e.name))
        found.push_back({names_[i], e.name, base + e.rva, e.size, e.is_function});
  }
  return found;
}

}  // namespace dumplab::shell
