// SPDX-License-Identifier: MIT
#include "unwind/exception_rules.h"

#include <array>

#include "nt/context_codec.h"
#include "nt/exception.h"
#include "snapshot/read_struct.h"
#include "unwind/call_site.h"

namespace dumplab::unwind {
namespace {

/// A filter is a few instructions; its handler block begins behind it.
constexpr std::uint32_t kLargestFilter = 0x100;
constexpr std::uint32_t kMaximumScopes = 64;
/// Words between a filter's frame and its return address: the arguments its callee pops.
constexpr std::uint32_t kMaximumArguments = 8;

using snapshot::read_struct;

/// Whether `eip` is inside a filter of the function whose frame pointer is `ebp`.
bool is_in_filter(const StackView& stack, std::uint32_t eip, std::uint32_t ebp) {
  constexpr std::uint32_t kRegistration = 0x10;
  if (!stack.contains(ebp - kRegistration)) return false;
  const auto node = read_struct<nt::ScopedRegistration>(stack.memory, ebp - kRegistration);
  if (!node || node->TryLevel.value() >= kMaximumScopes) return false;
  std::uint32_t level = node->TryLevel.value();
  for (std::uint32_t i = 0; i < kMaximumScopes && level < kMaximumScopes; ++i) {
    const auto scope = read_struct<nt::ScopeEntry>(
        stack.memory, std::uint64_t{node->ScopeTable.value()} + level * sizeof(nt::ScopeEntry));
    if (!scope) return false;
    const std::uint32_t filter = scope->FilterFunc.value(), handler = scope->HandlerFunc.value();
    const std::uint32_t size = handler > filter ? std::min(handler - filter, kLargestFilter) : kLargestFilter;
    if (filter && eip > filter && eip - filter <= size) return true;
    level = scope->EnclosingLevel.value();
  }
  return false;
}

/// A CONTEXT that the kernel wrote: the interrupted code used the stack above it.
std::optional<ContextX86> context_on_stack(const StackView& stack, std::uint64_t address) {
  if (!stack.contains(address)) return std::nullopt;
  std::array<std::byte, nt::kContextX86Size> bytes;
  if (!stack.memory.read_exactly({address}, bytes.data(), bytes.size())) return std::nullopt;
  const auto context = nt::read_context_x86(ByteView(bytes));
  if (!context || (context->ContextFlags & nt::kContextControl) != nt::kContextControl) return std::nullopt;
  if (context->Esp <= address) return std::nullopt;
  return *context;
}

}  // namespace

std::optional<ContextX86> delivered_context(const StackView& stack, std::uint32_t from) {
  constexpr std::uint32_t kPair = 8, kFarthestContext = 0x100;
  // As the kernel put them, or with one or both pushed once more for a call.
  for (const std::uint32_t pushed : {0u, 4u, 8u}) {
    const std::uint32_t pair = from + pushed, record = pair + kPair;
    const auto context_at = stack.word(std::uint64_t{pair} + 4);
    if (stack.word(pair) != record || !context_at || *context_at - record - 1 > kFarthestContext) continue;
    if (pushed >= 4 && stack.word(std::uint64_t{pair} - 4) != context_at) continue;
    if (pushed == 8 && stack.word(from) != record) continue;
    if (const auto context = context_on_stack(stack, *context_at)) return context;
  }
  return std::nullopt;
}

std::optional<ContextX86> interrupted_context(const StackView& stack, const Registers& at) {
  // At entry: routine, three arguments, CONTEXT. POP takes the routine, and the routine its arguments;
  // NtContinue is given the CONTEXT's address.
  constexpr std::uint32_t kArguments = 12, kBeforeContext = 16;
  const std::uint32_t start = stack.bounds.end().value - 4;
  const auto given = stack.word(at.esp);
  for (const std::uint64_t address :
       {given ? std::uint64_t{*given} : 0, std::uint64_t{at.esp}, std::uint64_t{at.esp} + kArguments,
        std::uint64_t{at.esp} + kBeforeContext}) {
    const auto context = context_on_stack(stack, address);
    if (context) return context->Esp == start ? std::nullopt : context;
  }
  return std::nullopt;
}

std::optional<Registers> filter_caller(const StackView& stack, const structures::ModuleImages& modules,
                                       const Registers& at) {
  if (!is_in_filter(stack, at.eip, at.ebp)) return std::nullopt;
  for (std::uint32_t i = 0; i < kMaximumArguments; ++i) {
    const std::uint32_t slot = at.esp + 4 * i;
    const auto caller = stack.word(slot), saved = stack.word(std::uint64_t{slot} + 4);
    if (!caller || !saved) return std::nullopt;
    const bool plausible =
        modules.find(*caller) && *saved > slot && *saved < at.ebp && stack.contains(*saved);
    if (plausible && follows_call(stack.memory, *caller))
      return Registers{*caller, slot + 4, *saved, {}, {}, {}};
  }
  return std::nullopt;
}

}  // namespace dumplab::unwind
