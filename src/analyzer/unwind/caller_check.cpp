// SPDX-License-Identifier: MIT
#include "unwind/caller_check.h"

#include <array>

#include "base/little_endian.h"
#include "unwind/flow_rules.h"

namespace dumplab::unwind {
namespace {

/// Where a CALL leads, a jump through an import slot at its end included.
std::uint32_t destination(const MemorySource& memory, std::uint32_t target) {
  std::array<std::uint8_t, 6> jump{};
  if (!memory.read_exactly({target}, jump.data(), jump.size())) return target;
  if (jump[0] != 0xff || jump[1] != 0x25) return target;
  return memory.read_u32({load_u32(&jump[2])}).value_or(target);
}

/// Whether the symbols say where functions end.
bool has_bounds(const structures::ModuleImage& module) {
  return module.symbols && std::string_view(module.symbols->kind()) != "export";
}

}  // namespace

Verdict CallerCheck::judge(const Callee& callee, std::uint32_t return_address, std::uint32_t slot) const {
  if (!stack_.rises(callee.floor(), slot)) return {Fit::kImpossible, {}, "the stack does not rise"};
  const structures::ModuleImage* module = modules_.find(std::uint64_t{return_address} - 1);
  if (return_address == 0 || !module) return {Fit::kImpossible, {}, "the return address is in no module"};
  const auto rva = static_cast<std::uint32_t>(return_address - 1 - module->module->BaseOfImage);
  if (!module->is_code(rva)) return {Fit::kImpossible, {}, "the return address is in no code"};
  auto site = find_call_site(modules_.memory(), return_address);
  if (!site) {
    // Code that is not in the dump proves nothing.
    const bool has_code = modules_.memory().read_u32({std::uint64_t{return_address} - 4}).has_value();
    if (has_code) return {Fit::kImpossible, {}, "the return address does not follow a CALL"};
    // Sections begin on pages: that is more likely data than behind a CALL.
    constexpr std::uint32_t kPageMask = 0xfff;
    if ((return_address & kPageMask) == 0)
      return {Fit::kUnlikely, {}, "the return address is the start of a page"};
    return {Fit::kPlausible, {}, "its code is not in the dump"};
  }
  if (!site->target) return {Fit::kPlausible, std::move(site), ""};
  return judge_target(callee, std::move(*site), slot);
}

Verdict CallerCheck::judge_target(const Callee& callee, CallSite site, std::uint32_t slot) const {
  constexpr std::uint32_t kLargestFunction = 1u << 16;
  constexpr const char* kElsewhere = "its CALL goes elsewhere";
  const auto called = static_cast<std::uint32_t>(*site.target);
  const std::uint32_t target = destination(modules_.memory(), called), eip = callee.registers.eip;
  // A slot that was not bound yet, in a module file.
  if (!modules_.find(target)) return {Fit::kPlausible, std::move(site), ""};
  const structures::ModuleImage* module = modules_.find(eip);
  if (!module) {
    // Nothing was executed at EIP: the CALL itself went there.
    const bool led_here = target == eip;
    return {led_here ? Fit::kProven : Fit::kUnlikely, std::move(site), led_here ? "" : kElsewhere};
  }
  bool is_sure = false;
  for (const Caller& caller : callers_since_entry(flow_, stack_, callee, called)) {
    if (caller.slot == slot) return {Fit::kProven, std::move(site), ""};
    is_sure = is_sure || !caller.is_assumed;
  }
  if (is_sure) return {Fit::kUnlikely, std::move(site), "its CALL entered this function at another depth"};
  const EntryPath& way = flow_.find_way(called, callee.call_address.value_or(eip));
  if (!way.state && way.is_complete) return {Fit::kUnlikely, std::move(site), kElsewhere};
  const bool is_near =
      target <= eip && eip - target < kLargestFunction && module->module->range().contains({target});
  bool fits = is_near;
  if (is_near && has_bounds(*module)) {
    const auto base = static_cast<std::uint32_t>(module->module->BaseOfImage);
    const auto entered = module->symbols->find_function(target - base);
    const auto running = module->symbols->find_function(eip - base - (callee.return_slot ? 1 : 0));
    fits = entered && running && entered->rva == running->rva;
  }
  return {fits ? Fit::kPlausible : Fit::kUnlikely, std::move(site), fits ? "" : kElsewhere};
}

}  // namespace dumplab::unwind
