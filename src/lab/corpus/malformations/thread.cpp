// SPDX-License-Identifier: MIT
// H35 to H47: threads, contexts and the exception.
#include "corpus/malformation.h"

namespace dumplab::corpus {
namespace {

using enum Verdict;

// Offsets in MINIDUMP_THREAD and MINIDUMP_EXCEPTION_STREAM, and in the CONTEXT of x86.
constexpr std::uint64_t kStack = 24, kStackSize = 32, kStackRva = 36, kContextSize = 40, kContextRva = 44;
constexpr std::uint64_t kNumberParameters = 32, kRecord = 16;

auto context_size(std::uint32_t bytes) { return set("thread:0", kContextSize, 4, bytes); }
auto state(std::function<void(Snapshot&)> change) {
  return [change = std::move(change)](Draft& draft) { change(draft.snapshot); };
}
/// ContextFlags of the first thread.
auto context_flags(std::uint32_t flags) { return set("context:0", 0, 4, flags); }

}  // namespace

std::vector<Malformation> thread_malformations() {
  return {
      {"H35", "same-id", "two threads with one id", kWarning, "W",
       state([](Snapshot& s) { s.threads.at(1).ThreadId = s.threads.at(0).ThreadId; })},
      {"H36", "id-0", "a thread with id 0", kWarning, "WA", set("thread:1", 0, 4, 0)},
      {"H37", "no-context", "a context of 0 bytes at 0", kEntry, "EWA",
       patch([](Image& image) { image.set("thread:0", kContextSize, 8, 0); })},
      {"H37", "size-0", "a context of 0 bytes", kEntry, "EWA", context_size(0)},
      {"H37", "rva-0", "a context at file offset 0", kEntry, "EW", set("thread:0", kContextRva, 4, 0)},
      {"H38", "flags-only", "a context of 4 bytes", kEntry, "EW", context_size(4)},
      {"H39", "715-bytes", "a context without its last byte", kEntry, "EW", context_size(715)},
      {"H40", "amd64-size", "an AMD64 context in an x86 dump", kEntry, "EW", state([](Snapshot& s) {
         s.threads.at(0).context = ContextRaw{std::vector<std::uint8_t>(1232, 0x11)};
       })},
      {"H41", "no-control", "ContextFlags without CONTEXT_CONTROL", kWarning, "WEA", context_flags(0x1003e)},
      {"H41", "other-processor", "ContextFlags of AMD64", kWarning, "WEA", context_flags(0x10001f)},
      {"H42", "stack-elsewhere", "a stack whose bytes only the Memory64List has", kAccept, "A",
       set("thread:0", kStackRva, 4, 0)},
      {"H42", "no-stack", "no stack: 0 bytes at 0", kAccept, "A",
       patch([](Image& image) { image.set("thread:0", kStackSize, 8, 0); })},
      {"H43", "stack-wraps", "a stack that passes the top of the address space", kEntry, "EW",
       set("thread:0", kStack, 8, 0xfffffff0)},
      {"H43", "esp-outside", "ESP outside the stack", kWarning, "WA", set("context:0", 0xc4, 4, 0x00020000)},
      {"H44", "unknown-thread", "an exception of a thread that is not listed", kWarning, "W",
       set("stream:Exception", 0, 4, 0x7777)},
      {"H45", "parameters", "4294967295 exception parameters", kWarning, "W",
       set("stream:Exception", kNumberParameters, 4, 0xffffffff)},
      {"H46", "own-record", "an exception record that points to itself", kWarning, "WA",
       [](Draft& draft) {
         constexpr std::uint32_t kNested = 8;  // EXCEPTION_RECORD.ExceptionRecord
         const std::uint32_t at =
             static_cast<std::uint32_t>(draft.memory->ranges().front().base.value) & ~std::uint32_t{3};
         draft.memory->write_u32(at, 0xc0000005);
         draft.memory->write_u32(at + kNested, at);
         draft.patches.push_back([=](Image& image) { image.set("stream:Exception", kRecord, 8, at); });
       }},
      {"H47", "short", "an exception stream without its last 4 bytes", kStream, "S",
       set("directory:Exception", 4, 4, 164)},
  };
}

}  // namespace dumplab::corpus
