// SPDX-License-Identifier: MIT
#include "exercise/evidence.h"

#include <algorithm>
#include <cstdlib>

#include "base/check.h"
#include "base/text.h"

namespace dumplab::exercise {
namespace {

/// "PriceList.dll" -> "pricelist"
std::string stem(std::string_view file) { return lower(std::string(file.substr(0, file.rfind('.')))); }

const image::MapFile* find_map(const capture::MapFiles& maps, const truth::Module& module) {
  std::string path = module.path;
  for (char& c : path)
    if (c >= 'a' && c <= 'z') c -= 'a' - 'A';
  const auto found = maps.find(path);
  return found == maps.end() ? nullptr : &found->second;
}

template <class Rows, class Condition>
auto find_row(const Rows& rows, Condition condition) -> decltype(&*rows.begin()) {
  const auto found = std::find_if(rows.begin(), rows.end(), condition);
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace

std::int64_t Evidence::number(const std::string& key) const {
  const auto found = configuration.find(key);
  return found == configuration.end() ? 0 : std::strtoll(found->second.c_str(), nullptr, 10);
}

std::vector<const truth::Record*> Evidence::marks(std::string_view name) const {
  std::vector<const truth::Record*> found;
  for (const truth::Record& record : log)
    if (record.kind == truth::Kind::kMark && record.process == truth.process_id &&
        record.text == "mark_" + std::string(name))
      found.push_back(&record);
  return found;
}

const truth::Record* Evidence::last_mark(std::string_view name, std::optional<std::uint32_t> thread) const {
  const truth::Record* last = nullptr;
  for (const truth::Record* record : marks(name))
    if (!thread || record->thread == *thread) last = record;
  return last;
}

const truth::Record* Evidence::last_exception() const {
  if (!truth.exception) return nullptr;
  const auto found = std::find_if(log.rbegin(), log.rend(), [&](const truth::Record& record) {
    return record.kind == truth::Kind::kExceptionRaised && record.process == truth.process_id &&
           record.thread == truth.exception->thread_id && record.fields[0] == truth.exception->code;
  });
  return found == log.rend() ? nullptr : &*found;
}

const truth::Thread* Evidence::find_thread(std::uint32_t id) const {
  return find_row(truth.threads, [&](const truth::Thread& thread) { return thread.thread_id == id; });
}

const truth::Thread& Evidence::faulting_thread() const {
  DUMPLAB_CHECK(truth.exception);
  const truth::Thread* thread = find_thread(truth.exception->thread_id);
  DUMPLAB_CHECK(thread);
  return *thread;
}

const truth::Module* Evidence::find_module(std::string_view name) const {
  return find_row(truth.modules,
                  [&](const truth::Module& module) { return stem(module.name) == lower(std::string(name)); });
}

const truth::Module* Evidence::find_module_at(std::uint64_t address) const {
  return find_row(truth.modules,
                  [&](const truth::Module& module) { return address - module.base < module.size; });
}

std::optional<std::uint64_t> Evidence::find_function(std::string_view module,
                                                     std::string_view function) const {
  const truth::Module* found = find_module(module);
  const image::MapFile* map = found ? find_map(maps, *found) : nullptr;
  if (!map) return std::nullopt;
  const auto* symbol = find_row(map->functions, [&](const auto& row) { return row.name == function; });
  if (!symbol) return std::nullopt;
  return found->base + symbol->rva;
}

std::optional<std::uint64_t> Evidence::function_start(std::uint64_t address) const {
  const truth::Module* module = find_module_at(address);
  const image::MapFile* map = module ? find_map(maps, *module) : nullptr;
  const image::MapSymbol* symbol =
      map ? map->find_function(static_cast<std::uint32_t>(address - module->base)) : nullptr;
  if (!symbol) return std::nullopt;
  return module->base + symbol->rva;
}

}  // namespace dumplab::exercise
