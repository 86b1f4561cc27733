// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "image/pe_image.h"

/// Unwind data of AMD64 images. Source: Microsoft, "x64 exception handling"; version 2's epilogue codes as in
/// the CoreCLR unwinder (MIT). Addresses are RVAs.
namespace dumplab::image {

/// RUNTIME_FUNCTION: one stretch of code and its unwind data.
struct RuntimeFunctionEntry {
  le32 BeginAddress, EndAddress, UnwindData;
};
static_assert(sizeof(RuntimeFunctionEntry) == 12);

struct RuntimeFunction {
  std::uint32_t begin = 0, end = 0;  ///< [begin, end)
  std::uint32_t unwind_data = 0;     ///< of its UNWIND_INFO
  friend bool operator==(const RuntimeFunction&, const RuntimeFunction&) = default;
};

/// UNWIND_CODE operations with the documented numbers. 6 and 7 save an XMM register's half in very old
/// version 1 data; they move no register that a step gives back.
enum class UnwindOperation : std::uint8_t {
  kPushNonvolatile = 0,
  kAllocateLarge = 1,
  kAllocateSmall = 2,
  kSetFrameRegister = 3,
  kSaveNonvolatile = 4,
  kSaveNonvolatileFar = 5,
  kEpilog = 6,
  kSpare = 7,
  kSaveXmm128 = 8,
  kSaveXmm128Far = 9,
  kPushMachineFrame = 10,
};

/// "PUSH_NONVOL", ...: the documentation's spelling without its prefix.
const char* describe(UnwindOperation operation);

struct UnwindCode {
  std::uint8_t prolog_offset = 0;  ///< of the first byte behind the instruction, from the function's start
  UnwindOperation operation = UnwindOperation::kPushNonvolatile;
  std::uint8_t info = 0;      ///< a register's number; of a machine frame: 1 with an error code
  std::uint32_t operand = 0;  ///< bytes: allocated, or of the save's place from the frame's base
  friend bool operator==(const UnwindCode&, const UnwindCode&) = default;
};

/// Offsets from the start of the function it stands in.
struct Epilog {
  std::uint32_t begin = 0, size = 0;
  friend bool operator==(const Epilog&, const Epilog&) = default;
};

/// A decoded UNWIND_INFO.
struct UnwindInfo {
  static constexpr std::uint8_t kExceptionHandler = 1, kTerminationHandler = 2, kChained = 4;

  std::uint8_t version = 1, flags = 0, prolog_size = 0;
  std::uint8_t frame_register = 0;  ///< 0: none
  std::uint8_t frame_offset = 0;    ///< bytes the frame register stands above the frame's base
  std::uint32_t size = 0;           ///< bytes, from its first to the last that was read
  std::vector<UnwindCode> codes;    ///< as stored: the prologue backwards; version 2's epilogues left out
  std::vector<Epilog> epilogs;      ///< version 2
  std::optional<std::uint32_t> handler;
  std::optional<RuntimeFunction> chained;
};

/// Reads the UNWIND_INFO of `function`. Errors: kTruncated, kMalformed (operations that do not exist or whose
/// operands are cut), kUnsupported (versions other than 1 and 2).
Result<UnwindInfo> read_unwind_info(const PeImage& image, const RuntimeFunction& function);

/// The exception directory (.pdata): entries sorted by address, as the linker promises. Borrows the image.
class ExceptionDirectory {
 public:
  /// No entries without a directory. Errors: kTruncated.
  static Result<ExceptionDirectory> parse(const PeImage& image);

  std::span<const RuntimeFunctionEntry> entries() const { return entries_; }
  /// Entry `index`; one that stands for another entry is followed. Errors: kMalformed (a loop), kTruncated.
  Result<RuntimeFunction> at(std::size_t index) const;
  /// The function that holds `rva`, found by binary search; empty for a leaf function.
  Result<std::optional<RuntimeFunction>> find(std::uint32_t rva) const;

 private:
  explicit ExceptionDirectory(const PeImage& image) : image_(&image) {}

  const PeImage* image_;
  std::span<const RuntimeFunctionEntry> entries_;
};

}  // namespace dumplab::image
