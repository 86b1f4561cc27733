// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>

#include "kernel/kernel.h"
#include "nt/context_codec.h"
#include "nt/exception.h"
#include "nt/teb.h"
#include "x86/decoder.h"
#include "x86/flags.h"
#include "x86/registers.h"
#include "x86/vectors.h"

namespace dumplab::kernel {
namespace {

constexpr std::uint32_t kContextSize = nt::kContextX86Size;
constexpr std::uint32_t kNoAddress = 0xffffffff;  // parameter of an access violation that has no address

/// The instruction at EIP, as far as its bytes can be read.
std::optional<x86::Instruction> instruction_at(AddressSpace& space, std::uint32_t eip) {
  std::array<std::uint8_t, x86::kMaxInstructionLength> bytes{};
  std::size_t count = 0;
  while (count < bytes.size() && space.read(eip + static_cast<std::uint32_t>(count), &bytes[count], 1))
    ++count;
  return x86::decode(std::span(bytes).first(count));
}

/// NT looks at the divisor to tell a division by zero from a quotient that does not fit.
bool divisor_is_zero(Thread& thread, const x86::Instruction& instruction) {
  const ZydisDecodedOperand& operand = instruction.operand(0);
  const cpu::State& state = thread.context;
  const auto value_of = [&](ZydisRegister reg) -> std::uint32_t {
    const auto id = ZydisRegisterGetId(reg);
    switch (ZydisRegisterGetClass(reg)) {
      case ZYDIS_REGCLASS_GPR32:
        return state.gpr[static_cast<std::size_t>(id)];
      case ZYDIS_REGCLASS_GPR16:
        return state.gpr[static_cast<std::size_t>(id)] & 0xffff;
      case ZYDIS_REGCLASS_GPR8:
        return state.gpr[static_cast<std::size_t>(id & 3)] >>
                   (id >= 4 && reg >= ZYDIS_REGISTER_AH && reg <= ZYDIS_REGISTER_BH ? 8 : 0) &
               0xff;
      default:
        return 0;
    }
  };
  if (operand.type == ZYDIS_OPERAND_TYPE_REGISTER) return value_of(operand.reg.value) == 0;
  if (operand.type != ZYDIS_OPERAND_TYPE_MEMORY) return false;
  const bool fs = operand.mem.segment == ZYDIS_REGISTER_FS;
  const std::uint32_t address = value_of(operand.mem.base) + value_of(operand.mem.index) * operand.mem.scale +
                                static_cast<std::uint32_t>(operand.mem.disp.value) + (fs ? state.fs_base : 0);
  std::uint32_t value = 0;
  return thread.process.space.read(address, &value, operand.size / 8) && value == 0;
}

/// Opcodes that only the operating system may use at CPL 3, IOPL 0.
bool is_privileged(const x86::Instruction& instruction) {
  switch (instruction.mnemonic()) {
    case ZYDIS_MNEMONIC_HLT:
    case ZYDIS_MNEMONIC_CLI:
    case ZYDIS_MNEMONIC_STI:
    case ZYDIS_MNEMONIC_IN:
    case ZYDIS_MNEMONIC_OUT:
    case ZYDIS_MNEMONIC_INSB:
    case ZYDIS_MNEMONIC_INSW:
    case ZYDIS_MNEMONIC_INSD:
    case ZYDIS_MNEMONIC_OUTSB:
    case ZYDIS_MNEMONIC_OUTSW:
    case ZYDIS_MNEMONIC_OUTSD:
    case ZYDIS_MNEMONIC_LLDT:
    case ZYDIS_MNEMONIC_LTR:
    case ZYDIS_MNEMONIC_LGDT:
    case ZYDIS_MNEMONIC_LIDT:
    case ZYDIS_MNEMONIC_LMSW:
    case ZYDIS_MNEMONIC_CLTS:
    case ZYDIS_MNEMONIC_INVD:
    case ZYDIS_MNEMONIC_WBINVD:
    case ZYDIS_MNEMONIC_WRMSR:
    case ZYDIS_MNEMONIC_RDMSR:
    case ZYDIS_MNEMONIC_RDPMC:
    case ZYDIS_MNEMONIC_SYSEXIT:
      return true;
    case ZYDIS_MNEMONIC_MOV:
      for (unsigned i = 0; i < instruction.operand_count(); ++i) {
        const auto reg_class = ZydisRegisterGetClass(instruction.operand(i).reg.value);
        if (instruction.operand(i).type == ZYDIS_OPERAND_TYPE_REGISTER &&
            (reg_class == ZYDIS_REGCLASS_CONTROL || reg_class == ZYDIS_REGCLASS_DEBUG))
          return true;
      }
      return false;
    default:
      return false;
  }
}

/// The status of the first unmasked x87 exception, as NT names them. Source: SDM vol. 1, 8.1.3 (status word).
nt::Status x87_status(const cpu::State& state) {
  constexpr unsigned kInvalid = 1, kDenormal = 2, kZeroDivide = 4, kOverflow = 8, kUnderflow = 16,
                     kStackFault = 64;
  const unsigned control = state.fxsave[0], flags = state.fxsave[2];
  const unsigned raised = flags & ~control & 0x3f;
  if (raised & kInvalid)
    return flags & kStackFault ? nt::Status::kFloatStackCheck : nt::Status::kFloatInvalidOperation;
  if (raised & kZeroDivide) return nt::Status::kFloatDivideByZero;
  if (raised & kDenormal) return nt::Status::kFloatDenormalOperand;
  if (raised & kOverflow) return nt::Status::kFloatOverflow;
  if (raised & kUnderflow) return nt::Status::kFloatUnderflow;
  return nt::Status::kFloatInexactResult;
}

/// The instruction that the x87 pending exception belongs to (FIP of the FXSAVE image).
std::uint32_t x87_error_offset(const cpu::State& state) {
  std::uint32_t offset;
  std::memcpy(&offset, state.fxsave.data() + 8, sizeof offset);
  return offset;
}

bool has_lock_prefix(AddressSpace& space, std::uint32_t eip) {
  std::array<std::uint8_t, 4> bytes{};
  for (std::uint32_t i = 0; i < bytes.size() && space.read(eip + i, &bytes[i], 1); ++i) {
  }
  return std::find(bytes.begin(), bytes.end(), 0xf0) != bytes.end();
}

}  // namespace

void Kernel::handle_fault(unsigned cpu, const cpu::Fault& fault) {
  Thread& thread = *scheduler_.running(cpu);
  AddressSpace& space = thread.process.space;
  const auto raise = [&](nt::Status status, std::vector<std::uint32_t> parameters = {}) {
    // A fault is saved with RF set, a trap without (SDM vol. 3, 17.3.1.1).
    cpu::State saved = thread.context;
    if (fault.vector != x86::kDebug) saved.eflags |= x86::kResume;
    deliver_exception(thread, {nt::code(status), 0, 0, saved.eip, std::move(parameters), saved, {}, 0});
  };
  if (fault.unimplemented)
    record(truth::Kind::kUnimplemented, &thread, {thread.context.eip}, fault.unimplemented);
  switch (fault.vector) {
    case x86::kPageFault: {
      const bool write = fault.error_code & x86::kPageFaultWrite;
      const std::uint32_t kind = write ? 1 : 0;
      fault_code_ = fault.error_code;
      const auto outcome = space.resolve(fault.linear, write ? cpu::Access::kWrite : cpu::Access::kRead);
      fault_code_ = 0;
      switch (outcome) {
        case AddressSpace::Outcome::kResolved:
          check_memory_now_and_then();
          memory_.hold(cpu, machine_.cpus[cpu]->processor.retired(), x86::page_of(fault.linear),
                       *space.frame_of(fault.linear));
          return;
        case AddressSpace::Outcome::kGuardPage: {
          const bool own_stack = fault.linear >= thread.stack.reserve && fault.linear < thread.stack.base;
          if (!own_stack) return raise(nt::Status::kGuardPageViolation, {kind, fault.linear});
          if (!grow_stack(thread, fault.linear)) raise(nt::Status::kStackOverflow, {kind, fault.linear});
          return;
        }
        case AddressSpace::Outcome::kNoMemory:
          return;  // run() reports it
        case AddressSpace::Outcome::kAccessViolation:
          return raise(nt::Status::kAccessViolation, {kind, fault.linear});
      }
      return;
    }
    case x86::kDivideError: {
      const auto instruction = instruction_at(space, thread.context.eip);
      const bool zero = !instruction || instruction->mnemonic() == ZYDIS_MNEMONIC_AAM ||
                        divisor_is_zero(thread, *instruction);
      return raise(zero ? nt::Status::kIntegerDivideByZero : nt::Status::kIntegerOverflow);
    }
    case x86::kDebug:
      thread.context.eflags &= ~x86::kTrap;
      return raise(nt::Status::kSingleStep);
    case x86::kOverflowTrap: {
      DeliveredException e{
          nt::code(nt::Status::kIntegerOverflow), 0, 0, thread.context.eip - 1, {}, thread.context, {}, 0};
      return deliver_exception(thread, std::move(e));
    }
    case x86::kBoundRange:
      return raise(nt::Status::kArrayBoundsExceeded);
    case x86::kInvalidOpcode:
      return raise(has_lock_prefix(space, thread.context.eip) ? nt::Status::kInvalidLockSequence
                                                              : nt::Status::kIllegalInstruction);
    case x86::kGeneralProtection: {
      const auto instruction = instruction_at(space, thread.context.eip);
      if (fault.error_code == 0 && instruction && is_privileged(*instruction))
        return raise(nt::Status::kPrivilegedInstruction);
      return raise(nt::Status::kAccessViolation, {0, kNoAddress});
    }
    case x86::kFloatingPoint: {
      cpu::State saved = thread.context;
      saved.eflags |= x86::kResume;
      return deliver_exception(
          thread, {nt::code(x87_status(saved)), 0, 0, x87_error_offset(saved), {0}, saved, {}, 0});
    }
    case x86::kSimdFloatingPoint:
      return raise(nt::Status::kFloatMultipleTraps, {0});
    case x86::kAlignmentFault:
      return raise(nt::Status::kDatatypeMisalignment);
    default:
      return raise(nt::Status::kAccessViolation, {0, kNoAddress});
  }
}

void Kernel::handle_interrupt(unsigned cpu, std::uint8_t vector) {
  Thread& thread = *scheduler_.running(cpu);
  if (vector == x86::kBreakpoint) {
    thread.context.eip -= 1;
    deliver_exception(
        thread,
        {nt::code(nt::Status::kBreakpoint), 0, 0, thread.context.eip, {0, 0, 0}, thread.context, {}, 0});
    return;
  }
  thread.context.eip -= 2;
  deliver_exception(thread, {nt::code(nt::Status::kAccessViolation),
                             0,
                             0,
                             thread.context.eip,
                             {0, kNoAddress},
                             thread.context,
                             {},
                             0});
}

bool Kernel::grow_stack(Thread& thread, std::uint32_t linear) {
  AddressSpace& space = thread.process.space;
  const std::uint32_t touched = x86::page_of(linear);
  bool last = touched - 2 * x86::kPageSize <= thread.stack.reserve || touched < 2 * x86::kPageSize;
  const std::uint32_t next = touched - x86::kPageSize;
  bool committed = false;
  if (next > thread.stack.reserve) {
    const std::uint32_t guard = last ? 0 : nt::kPageGuard;
    committed = nt::succeeded(space.commit(next, x86::kPageSize, nt::kPageReadWrite | guard));
    last = last || !committed;
  }
  thread.stack.limit = last && committed ? next : touched;
  space.write_value(thread.teb + offsetof(nt::Teb, StackLimit), thread.stack.limit);
  record(truth::Kind::kStackGrowth, &thread, {last ? 0 : next, thread.stack.limit});
  return !last;
}

bool Kernel::make_stack_writable(Thread& thread, std::uint32_t low, std::uint32_t high) {
  for (std::uint32_t page = x86::page_of(high);; page -= x86::kPageSize) {
    const auto outcome = thread.process.space.resolve(page, cpu::Access::kWrite);
    if (outcome == AddressSpace::Outcome::kGuardPage) {
      if (page < thread.stack.reserve || page >= thread.stack.base) return false;
      grow_stack(thread, page);
    } else if (outcome != AddressSpace::Outcome::kResolved) {
      return false;
    }
    if (page <= x86::page_of(low)) return true;
  }
}

void Kernel::deliver_exception(Thread& thread, DeliveredException exception) {
  AddressSpace& space = thread.process.space;
  exception.calls.assign(thread.calls.calls().begin(), thread.calls.calls().end());
  const auto& parameters = exception.parameters;
  record(truth::Kind::kExceptionRaised, &thread,
         {exception.code, exception.address, exception.state.eip, parameters.empty() ? 0 : parameters[0],
          parameters.size() > 1 ? parameters[1] : 0});

  note_thread_name(thread, exception);

  // ESP ->  | EXCEPTION_RECORD* | CONTEXT* | EXCEPTION_RECORD, cut to its parameters | CONTEXT | old ESP & ~3
  const std::uint32_t old_esp = exception.state.gpr[x86::kEsp];
  const std::uint32_t context_at = (old_esp & ~3u) - kContextSize;
  const auto count = static_cast<std::uint32_t>(parameters.size());
  const std::uint32_t record_at =
      context_at - (offsetof(nt::ExceptionRecord, ExceptionInformation) + 4 * count);
  const std::uint32_t new_esp = record_at - 8;
  const auto second_chance = [&] {
    thread.exceptions.push_back(exception);
    give_up(thread, static_cast<nt::Status>(exception.code));
  };
  if (old_esp < kContextSize + 0x100 || !make_stack_writable(thread, new_esp, (old_esp & ~3u) - 1))
    return second_chance();

  nt::ExceptionRecord words{};
  words.ExceptionCode = exception.code;
  words.ExceptionFlags = exception.flags;
  words.ExceptionRecord_ = exception.record;
  words.ExceptionAddress = exception.address;
  words.NumberParameters = count;
  for (std::uint32_t i = 0; i < count; ++i) words.ExceptionInformation[i] = parameters[i];
  const std::vector<std::byte> context = nt::bytes_of_context(context_of(exception.state));
  const std::uint32_t pointers[2] = {record_at, context_at};
  const bool written = space.write(context_at, context.data(), context.size()) &&
                       space.write(record_at, &words, context_at - record_at) &&
                       space.write(new_esp, pointers, sizeof pointers);
  if (!written) return second_chance();

  exception.dispatcher_slot = new_esp;
  thread.calls.push(
      {new_esp, exception.state.eip, thread.process.exception_dispatcher, exception.state.gpr[x86::kEbp]});
  std::erase_if(thread.exceptions, [&](const DeliveredException& e) { return e.dispatcher_slot < new_esp; });
  thread.exceptions.push_back(std::move(exception));
  thread.context = thread.exceptions.back().state;
  thread.context.eflags &= ~x86::kResume;
  thread.context.gpr[x86::kEsp] = new_esp;
  thread.context.eip = thread.process.exception_dispatcher;
  if (stop_at_first_chance) report({Stop::Kind::kFirstChance, &thread.process, &thread});
}

void Kernel::note_thread_name(Thread& thread, const DeliveredException& exception) {
  constexpr std::uint32_t kNameException = 0x406d1388, kNameType = 0x1000, kThisThread = 0xffffffff;
  constexpr std::size_t kLongest = 63;
  const auto& parameters = exception.parameters;
  if (exception.code != kNameException || parameters.size() < 3 || parameters[0] != kNameType) return;
  const auto& threads = thread.process.threads;
  const auto named = std::find_if(threads.begin(), threads.end(), [&](const auto& other) {
    return parameters[2] == kThisThread ? other.get() == &thread : other->id == parameters[2];
  });
  if (named == threads.end()) return;
  std::string name;
  char letter = 0;
  while (name.size() < kLongest &&
         thread.process.space.read(parameters[1] + static_cast<std::uint32_t>(name.size()), &letter, 1) &&
         letter)
    name.push_back(letter);
  (*named)->name = name;
  record(truth::Kind::kThreadName, named->get(), {}, name);
}

void Kernel::continue_from(Thread& thread, const ContextX86& context) {
  apply_context(context, thread.context);
  thread.calls.cut(thread.context.gpr[x86::kEsp]);
  std::erase_if(thread.exceptions, [&](const DeliveredException& e) {
    return e.dispatcher_slot < thread.context.gpr[x86::kEsp];
  });
}

}  // namespace dumplab::kernel
