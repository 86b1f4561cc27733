// SPDX-License-Identifier: MIT
#pragma once

#include <array>

#include "dumplab/memory_source.h"
#include "image/unwind_info.h"

/// Steps from a frame of AMD64 code to its caller. Source: Microsoft, "x64 exception handling".
namespace dumplab::image {

/// Registers by their numbers in instructions and UNWIND_CODEs.
enum Amd64Register {
  kRax,
  kRcx,
  kRdx,
  kRbx,
  kRsp,
  kRbp,
  kRsi,
  kRdi,
  kR8,
  kR9,
  kR10,
  kR11,
  kR12,
  kR13,
  kR14,
  kR15
};

struct Xmm {
  std::uint64_t low = 0, high = 0;
  friend bool operator==(const Xmm&, const Xmm&) = default;
};

/// Only the nonvolatile ones (RBX, RSP, RBP, RSI, RDI, R12 to R15, XMM6 to XMM15) mean something in a caller.
struct Amd64Registers {
  std::uint64_t rip = 0;
  std::array<std::uint64_t, 16> integer{};
  std::array<Xmm, 16> xmm{};

  std::uint64_t rsp() const { return integer[kRsp]; }
};

/// Where in its function a frame stood, which decides how it is undone.
enum class Amd64Rule {
  kLeaf,          ///< no unwind data: the return address is at [RSP]
  kPrologue,      ///< only the prologue's executed operations
  kBody,          ///< all operations
  kEpilogue,      ///< the instructions up to the RET or JMP, carried out
  kMachineFrame,  ///< what the processor pushed for an interrupt or exception
};

/// "leaf", "prologue", ...
const char* describe(Amd64Rule rule);

struct Amd64Caller {
  Amd64Registers registers;
  Amd64Rule rule = Amd64Rule::kLeaf;
  std::uint64_t return_slot = 0;  ///< linear address that RIP was read from
  std::optional<RuntimeFunction> function;
};

/// What RIP of a frame is.
enum class Amd64Position {
  kInstruction,    ///< the next instruction
  kReturnAddress,  ///< where its call returns to: maybe behind its function's end, never in an epilogue
};

/// The caller of the code at `at.rip`, which lies in `image`, loaded at `image_base`. `memory` gives the
/// stack. Errors: kTruncated (unwind data cut; memory that is missing, `where` being its linear address),
/// kMalformed, kUnsupported.
Result<Amd64Caller> step(const Amd64Registers& at, const PeImage& image, std::uint64_t image_base,
                         const MemorySource& memory, Amd64Position position = Amd64Position::kInstruction);

}  // namespace dumplab::image
