// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>

#include "analyzer/hand_made_memory.h"
#include "diagnose/facts.h"
#include "diagnose/pattern.h"

namespace dumplab::test {

/// A 32-bit process of Windows XP whose stacks a test writes frame by frame: nothing is unwound. Threads have
/// TEBs that name a stack of their own.
class HandMadeCase {
 public:
  static constexpr std::uint32_t kPeb = 0x7ffd5000, kProgram = 0x400000, kNtdll = 0x7c900000;

  HandMadeCase() {
    snapshot.system.PlatformId = 2;
    snapshot.system.MajorVersion = 5;
    snapshot.system.MinorVersion = 1;
    snapshot.Flags = 2;  // all memory
    memory.zeros(kPeb, 0x1000);
    add_module("Orders.exe", kProgram);
    add_module("ntdll.dll", kNtdll);
  }

  void add_module(const std::string& name, std::uint32_t base) {
    Module module;
    module.BaseOfImage = base;
    module.SizeOfImage = 0x10000;
    module.path = "C:\\" + name;
    snapshot.modules.push_back(module);
  }
  /// Its stack is [0x100000 * n, + 0x10000), the lowest page in use at + 0xd000.
  Thread& add_thread(std::uint32_t id) {
    const auto number = static_cast<std::uint32_t>(snapshot.threads.size() + 1);
    const std::uint32_t low = 0x100000 * number, teb = 0x7ffdf000 - 0x1000 * number;
    memory.teb(teb, id, kPeb, low + 0x10000, low + 0xd000, low).zeros(low + 0xd000, 0x3000);
    Thread thread;
    thread.ThreadId = id;
    thread.Teb = teb;
    thread.stack = {{low + 0xd000}, 0x3000};
    thread.context = registers(kProgram + 0x1000, low + 0xf000);
    snapshot.threads.push_back(thread);
    return snapshot.threads.back();
  }
  static ContextX86 registers(std::uint32_t eip, std::uint32_t esp) {
    ContextX86 context;
    context.ContextFlags = 0x10007;
    context.Eip = eip;
    context.Esp = esp;
    return context;
  }
  /// The next outer frame of a thread. `slot` is where the return address stands: the arguments of the frame
  /// before are behind it.
  unwind::StackFrame& add_frame(std::uint32_t id, std::string module, std::string function,
                                std::uint64_t eip = 0, std::uint64_t slot = 0) {
    unwind::StackFrame frame;
    frame.eip = eip;
    frame.place.module = std::move(module);
    frame.place.function = std::move(function);
    frame.place.function_offset = 4;
    if (slot) frame.evidence = unwind::Evidence{slot, std::nullopt};
    auto& frames = stacks[id].frames;
    frames.push_back(frame);
    return frames.back();
  }
  /// At the exception the registers of `context`; the code there is `code`.
  void raise(std::uint32_t code, std::uint32_t thread, ContextX86 context,
             std::vector<std::uint64_t> parameters, std::initializer_list<int> bytes = {}) {
    Exception exception;
    exception.ThreadId = thread;
    exception.ExceptionCode = code;
    exception.ExceptionAddress = context.Eip;
    exception.ExceptionInformation = std::move(parameters);
    exception.context = context;
    snapshot.exception = exception;
    std::uint64_t at = context.Eip;
    for (const int byte : bytes) memory.u8(at++, byte);
  }
  /// RTL_CRITICAL_SECTION at `at`, owned once, with `waiters`; its debug record follows it.
  void lock(std::uint32_t at, std::uint32_t owner, std::uint32_t waiters) {
    memory.u32(at, at + 0x20)
        .u32(at + 4, owner ? waiters : 0xffffffff)
        .u32(at + 8, owner ? 1 : 0)
        .u32(at + 12, owner);
    memory.u32(at + 16, 0x5c).u32(at + 20, 0);
    memory.u32(at + 0x24, at).u32(at + 0x28, at + 0x28).u32(at + 0x2c, at + 0x28).u32(at + 0x3c, 0);
  }
  /// A thread that waits for the section at `section`.
  void wait_for_lock(std::uint32_t id, std::uint32_t section) {
    const std::uint64_t slot = snapshot.find_thread(id)->stack.base.value + 0x2000;
    add_frame(id, "ntdll.dll", "NtWaitForSingleObject");
    add_frame(id, "ntdll.dll", "RtlpWaitForCriticalSection", kNtdll + 0x2000, slot);
    add_frame(id, "ntdll.dll", "RtlEnterCriticalSection", kNtdll + 0x2100, slot + 0x20);
    add_frame(id, "Orders.exe", "Take", kProgram + 0x1100, slot + 0x40);
    memory.u32(slot + 4, 0x5c).u32(slot + 8, 0).u32(slot + 12, 0).u32(slot + 0x24, section);
    memory.u32(slot + 0x44, section);
  }
  /// A thread that waits for an object, without a time limit.
  void wait_for_object(std::uint32_t id) {
    const std::uint64_t slot = snapshot.find_thread(id)->stack.base.value + 0x2000;
    add_frame(id, "ntdll.dll", "NtWaitForSingleObject");
    add_frame(id, "Orders.exe", "Rest", kProgram + 0x1200, slot);
    memory.u32(slot + 4, 0x60).u32(slot + 8, 0).u32(slot + 12, 0);
  }

  /// Everything that was said so far becomes the dump.
  const diagnose::Facts& facts() {
    snapshot.memory = memory.build();
    facts_.reset();
    modules_ = std::make_unique<structures::ModuleImages>(snapshot, symbols::SearchPath{});
    process_ = structures::read_process_structures(snapshot);
    regions_ = regions::map_regions(snapshot, *modules_, process_);
    facts_ = std::make_unique<diagnose::Facts>(
        diagnose::Parts{snapshot, problems, *modules_, process_, regions_,
                        [this](const Thread& t) -> const unwind::CallStack& { return stacks[t.ThreadId]; }});
    return *facts_;
  }
  std::optional<diagnose::Finding> match(std::string_view word) {
    return diagnose::match_pattern(word, facts());
  }

  Snapshot snapshot;
  HandMadeMemory memory;
  std::vector<DumpProblem> problems;
  std::map<std::uint32_t, unwind::CallStack> stacks;  // by thread id

 private:
  std::unique_ptr<structures::ModuleImages> modules_;
  structures::ProcessStructures process_;
  std::vector<regions::OwnedRegion> regions_;
  std::unique_ptr<diagnose::Facts> facts_;
};

/// Whether some item of the evidence says `part`.
inline bool says(const diagnose::Finding& finding, std::string_view part) {
  for (const diagnose::Evidence& item : finding.evidence)
    if (item.what.find(part) != std::string::npos) return true;
  return false;
}

}  // namespace dumplab::test
