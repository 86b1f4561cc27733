// SPDX-License-Identifier: MIT
#include "unwind/amd64_walk.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/little_endian.h"
#include "image/amd64_unwind.h"
#include "snapshot/system_names.h"
#include "unwind/call_site.h"
#include "x86/amd64_code.h"

namespace dumplab::unwind {
namespace {

using image::Amd64Position;
using image::Amd64Registers;
using structures::ModuleImage;

/// A frame whose caller is looked for.
struct Callee {
  Amd64Registers registers;
  bool waits = false;           ///< RIP is a return address
  bool lost_registers = false;  ///< only RIP and RSP are known
};

struct Verdict {
  std::optional<CallSite> site;
  const char* why = "";  ///< what speaks against the caller; empty: nothing
};

Amd64Registers registers_of(const ContextAmd64& c) {
  return {c.Rip,
          {c.Rax, c.Rcx, c.Rdx, c.Rbx, c.Rsp, c.Rbp, c.Rsi, c.Rdi, c.R8, c.R9, c.R10, c.R11, c.R12, c.R13,
           c.R14, c.R15},
          {}};
}

bool is_code(const ModuleImage& module, std::uint64_t address) {
  return module.is_code(static_cast<std::uint32_t>(address - module.module->BaseOfImage));
}

/// One walk: registers in, frames out.
class Walker {
 public:
  Walker(Amd64Code& code, AddressRange bounds, std::size_t limit)
      : code_(code), bounds_(bounds), limit_(limit) {}

  CallStack walk(const ContextAmd64& context) {
    Callee at{registers_of(context)};
    add(at.registers, Trust::kContext);
    while (result_.stop.empty()) {
      if (result_.frames.size() >= limit_)
        stop("frame limit reached");
      else
        step(at);
    }
    return std::move(result_);
  }

 private:
  void step(Callee& at) {
    const std::uint64_t rip = at.registers.rip - (at.waits ? 1 : 0);
    const ModuleImage* module = code_.modules.find(rip);
    // A call through a wrong pointer executed nothing.
    if (!at.waits && (!module || !is_code(*module, rip))) return leave_leaf(at);
    if (!module) return stop("the return address is in no module");
    const auto rva = static_cast<std::uint32_t>(rip - module->module->BaseOfImage);
    const Amd64Data::Found found = code_.data.find(*module, rva);
    switch (found.kind) {
      case Amd64Data::Kind::kFunction:
        if (at.lost_registers && found.needs_registers)
          return scan(at, *module, "the frame's register is not known behind a scan");
        return undo(at, *module);
      case Amd64Data::Kind::kLeaf:
        if (!at.waits) return leave_leaf(at);
        return scan(at, *module, fmt::format("no unwind data for {}+{:#x}, which calls", module->name, rva));
      case Amd64Data::Kind::kBroken:
        return scan(at, *module, fmt::format("the unwind data for {}+{:#x} is broken", module->name, rva));
      case Amd64Data::Kind::kMissing:
        break;
    }
    if (!at.waits && comes_to_return(at.registers.rip)) return leave_leaf(at);
    scan(at, *module, fmt::format("no unwind data for {}: {}", module->name, why_missing()));
  }

  std::string why_missing() const {
    if (!snapshot::is_windows(code_.platform_id))
      return fmt::format("that of {} comes later", snapshot::describe_platform(code_.platform_id));
    return "its image is not in the dump; give its folder with --symbols";
  }

  /// By the unwind data of `module`.
  void undo(Callee& at, const ModuleImage& module) {
    const auto position = at.waits ? Amd64Position::kReturnAddress : Amd64Position::kInstruction;
    const auto caller = image::step(at.registers, *module.image, module.module->BaseOfImage,
                                    code_.modules.memory(), position);
    if (!caller) return stop(caller.error().what);
    if (caller->rule == image::Amd64Rule::kMachineFrame) return resume(at, caller->registers);
    accept(at, caller->registers, caller->return_slot,
           caller->rule == image::Amd64Rule::kLeaf ? Trust::kLeaf : Trust::kUnwindInfo);
  }

  /// Goes on with code that was interrupted. It need not follow a CALL.
  void resume(Callee& at, const Amd64Registers& registers) {
    if (registers.rsp() <= at.registers.rsp()) return stop("the stack does not rise");
    if (!bounds_.contains({registers.rsp()})) return stop("RSP is outside the thread's stack");
    at = {registers, false, at.lost_registers};
    add(registers, Trust::kException);
  }

  /// The return address is at [RSP].
  void leave_leaf(Callee& at) {
    const std::uint64_t slot = at.registers.rsp();
    const auto value = word(slot);
    if (!value) return stop(fmt::format("no memory at {:#x}", slot));
    Amd64Registers caller = at.registers;
    caller.rip = *value;
    caller.integer[image::kRsp] = slot + sizeof *value;
    accept(at, caller, slot, Trust::kLeaf);
  }

  void accept(Callee& at, const Amd64Registers& caller, std::uint64_t slot, Trust trust) {
    if (caller.rip == 0) return stop("return address 0");
    Verdict verdict = judge(at, caller.rip, slot);
    if (*verdict.why) {
      note_rejected(slot, caller.rip, verdict.why);
      return stop(verdict.why);
    }
    if (caller.rsp() <= at.registers.rsp()) return stop("the stack does not rise");
    at = {caller, true, at.lost_registers};
    add(caller, trust);
    StackFrame& frame = result_.frames.back();
    frame.evidence = {slot, std::move(verdict.site)};
    frame.rejected = std::exchange(result_.rejected, {});
  }

  Verdict judge(const Callee& at, std::uint64_t return_address, std::uint64_t slot) const {
    if (slot < at.registers.rsp()) return {{}, "the stack does not rise"};
    if (!bounds_.contains({slot})) return {{}, "the return address is outside the thread's stack"};
    const ModuleImage* module = code_.modules.find(return_address - 1);
    if (!module) return {{}, "the return address is in no module"};
    if (!is_code(*module, return_address - 1)) return {{}, "the return address is in no code"};
    auto site = find_amd64_call_site(code_.modules.memory(), return_address);
    std::byte code;
    if (!site && code_.modules.memory().read_exactly({return_address - 1}, &code, sizeof code))
      return {{}, "the return address does not follow a CALL"};
    return {std::move(site), ""};
  }

  /// No unwind data tells: the next word of the stack that follows a CALL of code a little before RIP in the
  /// same module, or else the walk ends with `why`.
  void scan(Callee& at, const ModuleImage& module, std::string why) {
    constexpr std::uint64_t kMostWords = 1024, kLargestFunction = 1u << 16;
    const std::uint64_t rip = at.registers.rip, first = (at.registers.rsp() + 7) & ~std::uint64_t{7};
    for (std::uint64_t i = 0; i < kMostWords && first >= at.registers.rsp(); ++i) {
      const std::uint64_t slot = first + 8 * i;
      const auto value = word(slot);
      if (!value) break;
      if (!code_.modules.find(*value - 1)) continue;
      const Verdict verdict = judge(at, *value, slot);
      const bool is_near = verdict.site && verdict.site->target && *verdict.site->target <= rip &&
                           rip - *verdict.site->target < kLargestFunction &&
                           module.module->range().contains({*verdict.site->target});
      if (!is_near) {
        note_rejected(slot, *value, *verdict.why ? verdict.why : "no CALL that leads here is before it");
        continue;
      }
      Amd64Registers caller = at.registers;
      caller.rip = *value;
      caller.integer[image::kRsp] = slot + sizeof *value;
      at.lost_registers = true;
      return accept(at, caller, slot, Trust::kScan);
    }
    stop(std::move(why));
  }

  bool comes_to_return(std::uint64_t rip) const {
    std::array<std::uint8_t, 128> bytes;
    const std::size_t there = code_.modules.memory().read({rip}, std::as_writable_bytes(std::span(bytes)));
    return x86::is_leaf_to_return(std::span(bytes).first(there));
  }

  /// A word of the stack; empty outside it or where the dump has no bytes.
  std::optional<std::uint64_t> word(std::uint64_t address) const {
    le64 value;
    if (!bounds_.contains({address}) || !bounds_.contains({address + (sizeof value - 1)}) ||
        !code_.modules.memory().read_exactly({address}, &value, sizeof value))
      return std::nullopt;
    return value.value();
  }

  void note_rejected(std::uint64_t slot, std::uint64_t value, const char* why) {
    constexpr std::size_t kMostNoted = 64;
    if (result_.rejected.size() < kMostNoted) result_.rejected.push_back({slot, value, why});
  }

  void stop(std::string why) { result_.stop = std::move(why); }

  void add(const Amd64Registers& at, Trust trust) {
    structures::Place place = code_.modules.describe(at.rip, is_return_address(trust));
    result_.frames.push_back({at.rip, at.rsp(), at.integer[image::kRbp], trust, std::move(place), {}, {}});
  }

  Amd64Code& code_;
  AddressRange bounds_;
  std::size_t limit_;
  CallStack result_;
};

}  // namespace

CallStack walk_amd64(Amd64Code& code, AddressRange bounds, const ContextAmd64& context, std::size_t limit) {
  return Walker(code, bounds, limit).walk(context);
}

}  // namespace dumplab::unwind
