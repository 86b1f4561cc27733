// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

namespace dumplab {

/// The 32-bit CONTEXT of winnt.h, with its field names. 716 bytes in a dump.
struct ContextX86 {
  struct FloatingSaveArea {
    std::uint32_t ControlWord = 0, StatusWord = 0, TagWord = 0, ErrorOffset = 0, ErrorSelector = 0,
                  DataOffset = 0, DataSelector = 0;
    std::array<std::uint8_t, 80> RegisterArea{};
    std::uint32_t Cr0NpxState = 0;
    friend bool operator==(const FloatingSaveArea&, const FloatingSaveArea&) = default;
  };

  std::uint32_t ContextFlags = 0;
  std::uint32_t Dr0 = 0, Dr1 = 0, Dr2 = 0, Dr3 = 0, Dr6 = 0, Dr7 = 0;
  FloatingSaveArea FloatSave;
  std::uint32_t SegGs = 0, SegFs = 0, SegEs = 0, SegDs = 0;
  std::uint32_t Edi = 0, Esi = 0, Ebx = 0, Edx = 0, Ecx = 0, Eax = 0;
  std::uint32_t Ebp = 0, Eip = 0, SegCs = 0, EFlags = 0, Esp = 0, SegSs = 0;
  std::array<std::uint8_t, 512> ExtendedRegisters{};  ///< an FXSAVE image
  friend bool operator==(const ContextX86&, const ContextX86&) = default;
};

/// The AMD64 CONTEXT of winnt.h as far as it is used; `raw` keeps every byte (1,232 in a dump).
struct ContextAmd64 {
  std::uint32_t ContextFlags = 0, MxCsr = 0;
  std::uint16_t SegCs = 0, SegDs = 0, SegEs = 0, SegFs = 0, SegGs = 0, SegSs = 0;
  std::uint32_t EFlags = 0;
  std::uint64_t Rax = 0, Rcx = 0, Rdx = 0, Rbx = 0, Rsp = 0, Rbp = 0, Rsi = 0, Rdi = 0, R8 = 0, R9 = 0,
                R10 = 0, R11 = 0, R12 = 0, R13 = 0, R14 = 0, R15 = 0, Rip = 0;
  std::vector<std::uint8_t> raw;
  friend bool operator==(const ContextAmd64&, const ContextAmd64&) = default;
};

/// A context of a processor that is not interpreted, or one of a size that is not known.
struct ContextRaw {
  std::vector<std::uint8_t> bytes;
  friend bool operator==(const ContextRaw&, const ContextRaw&) = default;
};

/// Empty when the dump has none for the thread.
using Context = std::variant<std::monostate, ContextX86, ContextAmd64, ContextRaw>;

}  // namespace dumplab
