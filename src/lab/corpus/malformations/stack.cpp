// SPDX-License-Identifier: MIT
// H62: frame chains that lead nowhere, in a file without a fault.
#include "base/check.h"
#include "corpus/malformation.h"

namespace dumplab::corpus {
namespace {

using enum Verdict;

/// Far from everything that a good dump has.
constexpr std::uint32_t kStack = 0x60000000, kOtherStack = 0x68000000;
constexpr std::uint32_t kFrame = 8;  // saved EBP and return address

ContextX86& x86_context(Thread& thread) {
  auto* context = std::get_if<ContextX86>(&thread.context);
  DUMPLAB_CHECK(context);
  return *context;
}

/// Gives thread `index` a stack of its own at `base` with `frames` frames, each called from where the thread
/// was; the outermost one has EBP 0. An exception of that thread has the same registers.
void move_stack(Draft& draft, std::size_t index, std::uint32_t base, std::uint32_t frames) {
  Thread& thread = draft.snapshot.threads.at(index);
  ContextX86& context = x86_context(thread);
  LabelledBytes bytes;
  bytes.u32(0).u32(0);  // what the innermost function pushed
  for (std::uint32_t i = 1; i <= frames; ++i)
    bytes.u32(i < frames ? base + kFrame * (i + 1) : 0).u32(i < frames ? context.Eip : 0);
  draft.memory->add(base, bytes.build());
  thread.stack = {{base}, bytes.size()};
  context.Esp = base;
  context.Ebp = base + kFrame;
  if (draft.snapshot.exception && draft.snapshot.exception->ThreadId == thread.ThreadId)
    draft.snapshot.exception->context = thread.context;
}
/// The saved EBP of frame `i`, the innermost being 1.
std::uint64_t saved_ebp(std::uint32_t i) { return kStack + kFrame * i; }

/// A stack of `frames` frames whose frame `from` leads to the address `to`.
auto chain(std::uint32_t frames, std::uint32_t from, std::uint64_t to) {
  return [=](Draft& draft) {
    move_stack(draft, 0, kStack, frames);
    draft.memory->write_u32(saved_ebp(from), to);
  };
}
auto ebp(std::uint32_t value) {
  return [=](Draft& draft) {
    move_stack(draft, 0, kStack, 4);
    x86_context(draft.snapshot.threads.at(0)).Ebp = value;
    if (auto& exception = draft.snapshot.exception)
      if (exception->ThreadId == draft.snapshot.threads[0].ThreadId)
        exception->context = draft.snapshot.threads[0].context;
  };
}

}  // namespace

std::vector<Malformation> stack_malformations() {
  return {
      {"H62", "self", "a frame whose saved EBP is its own address", kWarning, "WA",
       chain(4, 2, saved_ebp(2))},
      {"H62", "cycle-2", "two frames that lead to each other", kWarning, "WA", chain(4, 3, saved_ebp(2))},
      {"H62", "cycle-1000", "a thousand frames in a circle", kWarning, "WA", chain(1001, 1000, saved_ebp(1))},
      {"H62", "other-stack", "a frame that leads into another thread's stack", kWarning, "WA",
       [](Draft& draft) {
         move_stack(draft, 0, kStack, 4);
         move_stack(draft, 1, kOtherStack, 4);
         draft.memory->write_u32(saved_ebp(3), kOtherStack + kFrame);
       }},
      {"H62", "wraps", "EBP 0xfffffffc", kWarning, "WA", ebp(0xfffffffc)},
      {"H62", "unaligned", "an EBP that is no multiple of 4", kWarning, "WA", ebp(kStack + kFrame + 1)},
      {"H62", "million", "a million frames", kWarning, "WA", chain(1'000'000, 999'999, saved_ebp(1'000'000))},
  };
}

}  // namespace dumplab::corpus
