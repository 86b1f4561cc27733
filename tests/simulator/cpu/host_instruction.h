// SPDX-License-Identifier: MIT
#pragma once

#include <sys/mman.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <span>

namespace dumplab::cpu::testing {

/// What one instruction sees and leaves on the host.
struct alignas(16) HostState {
  std::array<std::uint8_t, 512> before{};  // FXSAVE images
  std::array<std::uint8_t, 512> after{};
  std::uint64_t data = 0;  // RAX: address of the memory operand
  std::uint32_t eax = 0, ecx = 0;
  std::uint64_t flags = 0;
};

/// Executes single x87, MMX and SSE instructions natively.  Encodings with [eax] or registers only mean the
/// same in 64-bit mode.
class HostInstruction {
 public:
  HostInstruction()
      : code_(static_cast<std::uint8_t*>(
            mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))) {}
  ~HostInstruction() {
    if (available()) munmap(code_, 4096);
  }
  HostInstruction(const HostInstruction&) = delete;
  HostInstruction& operator=(const HostInstruction&) = delete;

  bool available() const { return static_cast<void*>(code_) != MAP_FAILED; }

  void run(std::span<const std::uint8_t> instruction, HostState& state) {
    std::size_t at = 0;
    const auto add = [&](std::initializer_list<int> bytes) {
      for (const int byte : bytes) code_[at++] = static_cast<std::uint8_t>(byte);
    };
    constexpr int kData = offsetof(HostState, data) & 0xff, kHigh = offsetof(HostState, data) >> 8;
    add({0x53, 0x48, 0x89, 0xfb});                     // push rbx; mov rbx, rdi
    add({0x48, 0x8b, 0x83, kData, kHigh, 0, 0});       // mov rax, [rbx + data]
    add({0x8b, 0x8b, kData + 12, kHigh, 0, 0});        // mov ecx, [rbx + ecx]
    add({0x0f, 0xae, 0x0b});                           // fxrstor [rbx]
    add({0xff, 0xb3, kData + 16, kHigh, 0, 0, 0x9d});  // push [rbx + flags]; popf
    for (const std::uint8_t byte : instruction) code_[at++] = byte;
    add({0x0f, 0xae, 0x83, 0, 2, 0, 0});               // fxsave [rbx + 512]
    add({0x9c, 0x8f, 0x83, kData + 16, kHigh, 0, 0});  // pushf; pop [rbx + flags]
    add({0x89, 0x83, kData + 8, kHigh, 0, 0});         // mov [rbx + eax], eax
    add({0x89, 0x8b, kData + 12, kHigh, 0, 0});        // mov [rbx + ecx], ecx
    add({0xdb, 0xe3, 0x5b, 0xc3});                     // fninit; pop rbx; ret
    const std::uint32_t mxcsr = __builtin_ia32_stmxcsr();
    reinterpret_cast<void (*)(HostState*)>(code_)(&state);
    __builtin_ia32_ldmxcsr(mxcsr);
  }

 private:
  std::uint8_t* code_;
};

}  // namespace dumplab::cpu::testing
