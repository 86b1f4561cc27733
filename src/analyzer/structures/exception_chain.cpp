// SPDX-License-Identifier: MIT
#include "structures/exception_chain.h"

#include <algorithm>

#include "nt/exception.h"
#include "nt/teb.h"
#include "snapshot/read_struct.h"

namespace dumplab::structures {
namespace {

using snapshot::read_struct;
using Stop = ExceptionChain::Stop;

constexpr std::int32_t kDeepestLevel = 256;

bool is_code(const ModuleImages& modules, std::uint64_t address) {
  const ModuleImage* m = modules.find(address);
  return m && m->is_code(static_cast<std::uint32_t>(address - m->module->BaseOfImage));
}

/// From the level that is entered out to the function's own; empty when a row makes no sense.
std::optional<std::vector<ExceptionScope>> read_scopes(const ModuleImages& modules,
                                                       const nt::ScopedRegistration& registration) {
  const std::uint64_t table = registration.ScopeTable.value();
  if (!modules.find(table) || is_code(modules, table)) return std::nullopt;
  std::vector<ExceptionScope> scopes;
  auto level = static_cast<std::int32_t>(registration.TryLevel.value());
  if (level < -1 || level > kDeepestLevel) return std::nullopt;
  while (level != -1) {
    const auto row = read_struct<nt::ScopeEntry>(
        modules.memory(), table + static_cast<std::uint64_t>(level) * sizeof(nt::ScopeEntry));
    if (!row || !is_code(modules, row->HandlerFunc.value())) return std::nullopt;
    if (row->FilterFunc.value() != 0 && !is_code(modules, row->FilterFunc.value())) return std::nullopt;
    scopes.push_back({level, row->FilterFunc.value(), row->HandlerFunc.value()});
    const auto outer = static_cast<std::int32_t>(row->EnclosingLevel.value());
    if (outer < -1 || outer >= level) return std::nullopt;
    level = outer;
  }
  return scopes;
}

}  // namespace

ExceptionChain read_exception_chain(const Snapshot& snapshot, const ModuleImages& modules,
                                    std::uint32_t thread_id) {
  ExceptionChain chain;
  const Thread* thread = snapshot.find_thread(thread_id);
  if (!thread || !thread->Teb || !snapshot.memory || snapshot.system.ProcessorArchitecture != Processor::kX86)
    return chain;
  const MemorySource& memory = *snapshot.memory;
  const auto teb = read_struct<nt::Teb>(memory, thread->Teb);
  if (!teb || teb->Self.value() != thread->Teb) return chain;
  const std::uint64_t top = teb->StackBase.value();
  const std::uint64_t bottom =
      teb->DeallocationStack.value() != 0 ? teb->DeallocationStack.value() : teb->StackLimit.value();
  std::uint64_t before = 0, at = teb->ExceptionList.value();
  const auto stop_with = [&](Stop stop) {
    chain.stop = stop;
    chain.stopped_at = at;
    return chain;
  };
  while (at != nt::kEndOfChain) {
    if (at % 4 != 0) return stop_with(Stop::kUnaligned);
    if (at < bottom || at >= top) return stop_with(Stop::kOutsideStack);
    if (at <= before) return stop_with(Stop::kNotAscending);
    const auto next = memory.read_u32({at}), handler = memory.read_u32({at + 4});
    if (!next || !handler) return stop_with(Stop::kMissing);
    ExceptionRegistration registration{at, *next, *handler, false, {}};
    if (const auto scoped = read_struct<nt::ScopedRegistration>(memory, at))
      if (auto scopes = read_scopes(modules, *scoped)) {
        const std::string name = modules.describe(*handler, false).function;
        registration.has_scope_table = !scopes->empty() || name.find("except_handler") != std::string::npos;
        registration.scopes = std::move(*scopes);
      }
    chain.registrations.push_back(std::move(registration));
    before = at;
    at = *next;
  }
  return stop_with(Stop::kEnd);
}

std::string_view describe_stop(Stop stop) {
  switch (stop) {
    case Stop::kEnd:
      return "the end of the chain";
    case Stop::kNoTeb:
      return "the thread's TEB is not in the dump";
    case Stop::kMissing:
      return "the record is not in the dump";
    case Stop::kUnaligned:
      return "no multiple of 4";
    case Stop::kOutsideStack:
      return "outside the stack";
    case Stop::kNotAscending:
      return "not above the record that leads to it";
  }
  return {};
}

}  // namespace dumplab::structures
