// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>

#include "dumplab/snapshot.h"
#include "snapshot/captured_memory.h"

namespace dumplab::test {

/// A 32-bit process with one module at 0x10000000, one thread with a stack at 0x20000, and other memory at
/// 0x40000. The code is CALL EAX all over, so that every even address can be returned to.
struct HandMadeProcess {
  static constexpr std::uint32_t kCode = 0x10000000, kStack = 0x20000, kStackSize = 0x10000, kOther = 0x40000,
                                 kOtherSize = 0x1000;

  HandMadeProcess() {
    for (std::uint32_t at = 0; at < 0x1000; at += 2) code(at, {0xff, 0xd0});
    Module module;
    module.BaseOfImage = kCode;
    module.SizeOfImage = 0x1000;
    module.path = "C:\\A.dll";
    snapshot.modules.push_back(module);
    Thread thread;
    thread.ThreadId = 8;
    thread.stack = {{kStack}, kStackSize};
    snapshot.threads.push_back(thread);
  }

  /// Puts bytes of code at `kCode + offset`.
  void code(std::uint32_t offset, std::initializer_list<int> bytes) {
    for (const int byte : bytes) code_[offset++] = static_cast<std::byte>(byte);
  }
  /// Puts CALL `target` at `kCode + offset`; gives the address that it returns to.
  std::uint32_t call(std::uint32_t offset, std::uint32_t target) {
    const std::uint32_t next = offset + 5, distance = target - (kCode + next);
    code_[offset] = std::byte{0xe8};
    for (int i = 0; i < 4; ++i) code_[offset + 1 + i] = static_cast<std::byte>(distance >> 8 * i);
    return kCode + next;
  }
  /// Puts a word on the stack, or into the other memory.
  void word(std::uint32_t address, std::uint32_t value) {
    if (address >= kOther) other_.resize(kOtherSize);
    auto& bytes = address >= kOther ? other_ : stack_;
    const std::uint32_t base = address >= kOther ? kOther : kStack;
    for (int i = 0; i < 4; ++i) bytes[address - base + i] = static_cast<std::byte>(value >> 8 * i);
  }
  const Snapshot& finish(std::uint32_t eip, std::uint32_t esp, std::uint32_t ebp) {
    auto memory = std::make_shared<snapshot::CapturedMemory>();
    memory->append({kStack}, stack_);
    if (!other_.empty()) memory->append({kOther}, other_);
    memory->append({kCode}, code_);
    snapshot.memory = memory;
    ContextX86 context;
    context.ContextFlags = 0x10007;
    context.Eip = eip;
    context.Esp = esp;
    context.Ebp = ebp;
    snapshot.threads[0].context = context;
    return snapshot;
  }

  Snapshot snapshot;

 private:
  std::vector<std::byte> code_ = std::vector<std::byte>(0x1000);
  std::vector<std::byte> other_;  // made when a word is put there
  std::vector<std::byte> stack_ = std::vector<std::byte>(kStackSize);
};

}  // namespace dumplab::test
