// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>

#include "dumplab/memory_source.h"
#include "image/pe_image.h"

namespace dumplab::test {

/// Integer registers by their numbers in instructions; 8 of 32 bits on IA-32.
struct MachineState {
  std::uint64_t ip = 0;
  std::array<std::uint64_t, 16> integer{};
  std::array<std::pair<std::uint64_t, std::uint64_t>, 16> xmm{};  ///< low, high; AMD64 only
};

/// Called before each instruction. `callers`: the registers that each function on the stack has to give back,
/// outermost first, kept as its CALL was seen.
using OnInstruction = std::function<void(const MachineState& at, std::span<const MachineState> callers,
                                         const MemorySource& memory)>;

/// Runs the cdecl or Win64 function at `rva` of an image file on Unicorn until it returns; every register
/// that a function keeps begins with a value of its own. Gives the number of instructions; 0 where it stopped
/// early.
std::size_t traced_run(const image::PeImage& image, std::uint32_t rva, const OnInstruction& on_instruction);

/// False where the build found no Unicorn: traced_run must not be called.
bool has_traced_run();

}  // namespace dumplab::test
