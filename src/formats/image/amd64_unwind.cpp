// SPDX-License-Identifier: MIT
#include "image/amd64_unwind.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/try.h"
#include "image/amd64_epilogue.h"

namespace dumplab::image {
namespace {

constexpr int kMaximumChain = 32;

Result<std::uint64_t> read_u64(const MemorySource& memory, std::uint64_t address) {
  le64 value;
  if (!memory.read_exactly({address}, &value, sizeof value))
    return fail(ErrorKind::kTruncated, address, fmt::format("no memory at {:#x}", address));
  return value.value();
}

/// A frame that is being undone.
class Frame {
 public:
  Frame(const Amd64Registers& at, const MemorySource& memory) : memory_(memory) { caller_.registers = at; }

  Amd64Caller& caller() { return caller_; }
  std::uint64_t& rsp() { return caller_.registers.integer[kRsp]; }

  Result<void> load(std::uint8_t number, std::uint64_t address) {
    DUMPLAB_TRY(caller_.registers.integer[number], read_u64(memory_, address));
    return {};
  }
  Result<void> load_xmm(std::uint8_t number, std::uint64_t address) {
    DUMPLAB_TRY(caller_.registers.xmm[number].low, read_u64(memory_, address));
    DUMPLAB_TRY(caller_.registers.xmm[number].high, read_u64(memory_, address + 8));
    return {};
  }
  Result<void> pop(std::uint8_t number) {
    DUMPLAB_TRY_VOID(load(number, rsp()));
    if (number != kRsp) rsp() += 8;
    return {};
  }
  Result<void> pop_rip() {
    caller_.return_slot = rsp();
    DUMPLAB_TRY(caller_.registers.rip, read_u64(memory_, rsp()));
    rsp() += 8;
    return {};
  }
  /// RIP, CS, RFLAGS, RSP, SS from low to high addresses, below them an error code.
  Result<void> pop_machine_frame(bool error_code) {
    const std::uint64_t frame = rsp() + (error_code ? 8 : 0);
    caller_.return_slot = frame;
    caller_.rule = Amd64Rule::kMachineFrame;
    DUMPLAB_TRY(caller_.registers.rip, read_u64(memory_, frame));
    DUMPLAB_TRY(rsp(), read_u64(memory_, frame + 24));
    return {};
  }

 private:
  const MemorySource& memory_;
  Amd64Caller caller_;
};

/// `base`: RSP as the prologue left it, which offsets of saves count from.
Result<void> undo(Frame& frame, const UnwindInfo& info, const UnwindCode& code, std::uint64_t base) {
  switch (code.operation) {
    case UnwindOperation::kPushNonvolatile:
      return frame.pop(code.info);
    case UnwindOperation::kAllocateLarge:
    case UnwindOperation::kAllocateSmall:
      frame.rsp() += code.operand;
      return {};
    case UnwindOperation::kSetFrameRegister:
      frame.rsp() = frame.caller().registers.integer[info.frame_register] - info.frame_offset;
      return {};
    case UnwindOperation::kSaveNonvolatile:
    case UnwindOperation::kSaveNonvolatileFar:
      return frame.load(code.info, base + code.operand);
    case UnwindOperation::kSaveXmm128:
    case UnwindOperation::kSaveXmm128Far:
      return frame.load_xmm(code.info, base + code.operand);
    case UnwindOperation::kPushMachineFrame:
      return frame.pop_machine_frame(code.info & 1);
    case UnwindOperation::kEpilog:
    case UnwindOperation::kSpare:
      return {};
  }
  return {};
}

/// Undoes the operations of `first` that were executed when `offset` bytes of its function were, and all of
/// those that it is chained to.
Result<void> undo_prologue(Frame& frame, const PeImage& image, const UnwindInfo& first,
                           std::uint32_t offset) {
  UnwindInfo info = first;
  for (int link = 0;; ++link) {
    const auto executed = [&](const UnwindCode& code) { return link > 0 || code.prolog_offset <= offset; };
    const bool has_frame_register =
        info.frame_register != 0 && (link > 0 || offset >= info.prolog_size || info.chained ||
                                     std::ranges::any_of(info.codes, [&](const UnwindCode& code) {
                                       return code.operation == UnwindOperation::kSetFrameRegister &&
                                              executed(code);
                                     }));
    const std::uint64_t base = has_frame_register
                                   ? frame.caller().registers.integer[info.frame_register] - info.frame_offset
                                   : frame.rsp();
    for (const UnwindCode& code : info.codes)
      if (executed(code)) DUMPLAB_TRY_VOID(undo(frame, info, code, base));
    if (!info.chained) return {};
    if (link == kMaximumChain)
      return fail(ErrorKind::kMalformed, info.chained->unwind_data, "chained unwind data without end");
    const RuntimeFunction next = *info.chained;
    DUMPLAB_TRY(info, read_unwind_info(image, next));
  }
}

/// The function whose prologue made the frame that `function` runs in: the end of its chain.
Result<RuntimeFunction> primary_of(const PeImage& image, const RuntimeFunction& function) {
  RuntimeFunction result = function;
  for (int link = 0; link <= kMaximumChain; ++link) {
    DUMPLAB_TRY(const UnwindInfo info, read_unwind_info(image, result));
    if (!info.chained) return result;
    result = *info.chained;
  }
  return fail(ErrorKind::kMalformed, result.unwind_data, "chained unwind data without end");
}

/// The epilogue's rest at `rva`. Version 2 lists its epilogues; before, the instructions alone tell. A jump
/// to another part of the same function leaves nothing.
Result<std::optional<EpilogueTail>> epilogue_at(const PeImage& image, const ExceptionDirectory& directory,
                                                const RuntimeFunction& function, const UnwindInfo& info,
                                                std::uint32_t rva) {
  const std::uint32_t offset = rva - function.begin;
  const auto holds = [&](const Epilog& e) { return offset >= e.begin && offset - e.begin < e.size; };
  if (info.version == 2 && std::ranges::none_of(info.epilogs, holds)) return std::nullopt;
  auto tail = read_epilogue(image, function, rva, info.frame_register);
  if (!tail || !tail->jumps_to || *tail->jumps_to == function.begin) return tail;
  DUMPLAB_TRY(const auto target, directory.find(*tail->jumps_to));
  if (!target) return tail;
  DUMPLAB_TRY(const RuntimeFunction primary, primary_of(image, function));
  DUMPLAB_TRY(const RuntimeFunction target_primary, primary_of(image, *target));
  if (primary.begin == target_primary.begin && *tail->jumps_to != primary.begin) return std::nullopt;
  return tail;
}

Result<void> finish_epilogue(Frame& frame, const EpilogueTail& tail) {
  if (tail.stack)
    frame.rsp() = frame.caller().registers.integer[tail.stack->base] +
                  static_cast<std::uint64_t>(std::int64_t{tail.stack->offset});
  for (const std::uint8_t number : tail.pops) DUMPLAB_TRY_VOID(frame.pop(number));
  return frame.pop_rip();
}

}  // namespace

const char* describe(Amd64Rule rule) {
  constexpr const char* kNames[] = {"leaf", "prologue", "body", "epilogue", "machine frame"};
  return kNames[static_cast<std::size_t>(rule)];
}

Result<Amd64Caller> step(const Amd64Registers& at, const PeImage& image, std::uint64_t image_base,
                         const MemorySource& memory, Amd64Position position) {
  Frame frame(at, memory);
  const bool waits = position == Amd64Position::kReturnAddress;
  const std::uint64_t code = at.rip - (waits ? 1 : 0);
  const std::uint64_t distance = code - image_base;
  if (code < image_base || distance >= image.size_of_image())
    return fail(ErrorKind::kMalformed, at.rip, fmt::format("RIP {:#x} is not in the image", at.rip));
  const auto rva = static_cast<std::uint32_t>(distance);
  DUMPLAB_TRY(const ExceptionDirectory directory, ExceptionDirectory::parse(image));
  DUMPLAB_TRY(const auto function, directory.find(rva));
  frame.caller().function = function;
  if (!function) {
    DUMPLAB_TRY_VOID(frame.pop_rip());
    return frame.caller();
  }
  DUMPLAB_TRY(const UnwindInfo info, read_unwind_info(image, *function));
  const std::uint32_t offset = rva - function->begin;
  const bool in_prologue = offset < info.prolog_size;
  if (!in_prologue && !waits) {
    DUMPLAB_TRY(const auto tail, epilogue_at(image, directory, *function, info, rva));
    if (tail) {
      frame.caller().rule = Amd64Rule::kEpilogue;
      DUMPLAB_TRY_VOID(finish_epilogue(frame, *tail));
      return frame.caller();
    }
  }
  frame.caller().rule = in_prologue ? Amd64Rule::kPrologue : Amd64Rule::kBody;
  DUMPLAB_TRY_VOID(undo_prologue(frame, image, info, offset));
  if (frame.caller().rule != Amd64Rule::kMachineFrame) DUMPLAB_TRY_VOID(frame.pop_rip());
  return frame.caller();
}

}  // namespace dumplab::image
