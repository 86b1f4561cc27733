// SPDX-License-Identifier: MIT
#include "diagnose/fault.h"

#include "nt/status.h"
#include "x86/decoder.h"

namespace dumplab::diagnose {
namespace {

/// Code of an exception that crash reporters make up when they write a dump without a crash.
/// Source: Breakpad, minidump_exception_win32.h.
constexpr std::uint32_t kSimulated = 0x0517a7ed;
/// Debug output, Ctrl-C and the like are told to debuggers by exceptions of one facility (DBG_* of
/// ntstatus.h), thread names by one that Visual C++ made up. A program may raise any other code and mean it.
bool is_notice(std::uint32_t code) {
  constexpr std::uint32_t kDebuggerFacility = 0x4001, kThreadName = 0x406d1388;
  return code >> 16 == kDebuggerFacility || code == kThreadName;
}

std::uint32_t register_value(const ContextX86& c, ZydisRegister reg) {
  switch (ZydisRegisterGetLargestEnclosing(ZYDIS_MACHINE_MODE_LEGACY_32, reg)) {
    case ZYDIS_REGISTER_EAX:
      return c.Eax;
    case ZYDIS_REGISTER_ECX:
      return c.Ecx;
    case ZYDIS_REGISTER_EDX:
      return c.Edx;
    case ZYDIS_REGISTER_EBX:
      return c.Ebx;
    case ZYDIS_REGISTER_ESP:
      return c.Esp;
    case ZYDIS_REGISTER_EBP:
      return c.Ebp;
    case ZYDIS_REGISTER_ESI:
      return c.Esi;
    case ZYDIS_REGISTER_EDI:
      return c.Edi;
    default:
      return 0;
  }
}

std::string register_name(ZydisRegister reg) {
  const char* name = reg == ZYDIS_REGISTER_NONE ? nullptr : ZydisRegisterGetString(reg);
  return name ? name : "";
}

MemoryOperand read_operand(const ZydisDecodedOperand& operand, const ContextX86& context, std::uint64_t teb) {
  MemoryOperand result;
  result.base = register_name(operand.mem.base);
  result.index = register_name(operand.mem.index);
  result.base_value = register_value(context, operand.mem.base);
  result.index_value = register_value(context, operand.mem.index);
  result.size = operand.size / 8;
  result.is_written = (operand.actions & ZYDIS_OPERAND_ACTION_MASK_WRITE) != 0;
  result.address = result.base_value + result.index_value * operand.mem.scale;
  if (operand.mem.disp.has_displacement) result.address += static_cast<std::uint32_t>(operand.mem.disp.value);
  if (operand.mem.segment == ZYDIS_REGISTER_FS) result.address += static_cast<std::uint32_t>(teb);
  const bool is_push = operand.visibility == ZYDIS_OPERAND_VISIBILITY_HIDDEN && result.is_written &&
                       operand.mem.base == ZYDIS_REGISTER_ESP;
  if (is_push) result.address = context.Esp - result.size;
  return result;
}

void read_instruction(const MemorySource& memory, const ContextX86& context, Fault& to) {
  std::array<std::uint8_t, x86::kMaxInstructionLength> bytes{};
  const std::size_t count = memory.read({context.Eip}, std::as_writable_bytes(std::span(bytes)));
  const auto instruction = x86::decode(std::span(bytes).first(count));
  if (!instruction) return;
  to.instruction = x86::format(*instruction, context.Eip);
  to.mnemonic = x86::mnemonic_text(instruction->mnemonic());
  for (const ZydisDecodedOperand& operand :
       std::span(instruction->operands).first(instruction->raw.operand_count)) {
    if (operand.type != ZYDIS_OPERAND_TYPE_MEMORY || operand.mem.type != ZYDIS_MEMOP_TYPE_MEM) continue;
    const MemoryOperand found = read_operand(operand, context, to.thread ? to.thread->Teb : 0);
    // A misaligned operand may begin in front of the page that is not there.
    const bool touches = to.access && to.address - found.address < std::max(found.size, 1u);
    if (!to.operand || touches) to.operand = found;
    if (touches) return;
  }
}

}  // namespace

std::string_view describe(Access access) {
  constexpr std::string_view kWords[] = {"read from", "write to", "execution at"};
  return kWords[static_cast<std::size_t>(access)];
}

std::string_view class_word(Access access) {
  constexpr std::string_view kWords[] = {"READ", "WRITE", "EXECUTE"};
  return kWords[static_cast<std::size_t>(access)];
}

bool Fault::is_access_violation() const { return code == nt::code(nt::Status::kAccessViolation); }

std::optional<Fault> read_fault(const Snapshot& snapshot, const structures::ModuleImages& modules) {
  if (!snapshot.exception) return std::nullopt;
  const Exception& exception = *snapshot.exception;
  const std::uint32_t code = exception.ExceptionCode;
  if (code == 0 || code == kSimulated || is_notice(code)) return std::nullopt;
  Fault fault;
  fault.exception = &exception;
  fault.code = code;
  fault.thread_id = exception.ThreadId;
  fault.thread = snapshot.find_thread(exception.ThreadId);
  fault.ip = exception.ExceptionAddress;
  const bool has_access = fault.is_access_violation() || fault.code == nt::code(nt::Status::kInPageError);
  if (has_access && exception.ExceptionInformation.size() >= 2) {
    const std::uint64_t kind = exception.ExceptionInformation[0];
    fault.access = kind == 1 ? Access::kWrite : kind == 8 ? Access::kExecute : Access::kRead;
    fault.address = exception.ExceptionInformation[1];
  }
  if (const auto* x86 = std::get_if<ContextX86>(&exception.context)) {
    fault.has_registers = fault.is_x86 = true;
    fault.ip = x86->Eip;
    fault.sp = x86->Esp;
    read_instruction(modules.memory(), *x86, fault);
  } else if (const auto* amd64 = std::get_if<ContextAmd64>(&exception.context)) {
    fault.has_registers = true;
    fault.ip = amd64->Rip;
    fault.sp = amd64->Rsp;
  }
  return fault;
}

}  // namespace dumplab::diagnose
