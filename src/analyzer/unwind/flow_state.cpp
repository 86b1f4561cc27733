// SPDX-License-Identifier: MIT
#include "unwind/flow_state.h"

#include <algorithm>
#include <bit>

namespace dumplab::unwind {
namespace {

using x86::Register;

/// What a function of many pushes may leave on record.
constexpr std::size_t kMostStores = 256;
constexpr std::uint32_t kLargestAlignment = 64;

bool is_register(const ZydisDecodedOperand& operand) {
  return operand.type == ZYDIS_OPERAND_TYPE_REGISTER && operand.reg.value >= ZYDIS_REGISTER_EAX &&
         operand.reg.value <= ZYDIS_REGISTER_EDI;
}

Register number_of(const ZydisDecodedOperand& operand) {
  return static_cast<Register>(operand.reg.value - ZYDIS_REGISTER_EAX);
}

Value value_of(const FlowState& state, ZydisRegister reg) {
  if (reg < ZYDIS_REGISTER_EAX || reg > ZYDIS_REGISTER_EDI) return {};
  return state[static_cast<Register>(reg - ZYDIS_REGISTER_EAX)];
}

/// The address that a memory operand names.
Value place_of(const FlowState& state, const ZydisDecodedOperand& operand) {
  const auto& mem = operand.mem;
  if (mem.segment == ZYDIS_REGISTER_FS || mem.segment == ZYDIS_REGISTER_GS) return {};
  const auto displacement = static_cast<std::uint32_t>(mem.disp.value);
  const bool has_base = mem.base != ZYDIS_REGISTER_NONE;
  if (mem.index != ZYDIS_REGISTER_NONE) {
    const Value index = value_of(state, mem.index);
    if (index.kind != Value::Kind::kConstant) return {};
    const std::uint32_t scaled = index.addend * mem.scale + displacement;
    return has_base ? value_of(state, mem.base) + scaled : Value::constant(scaled);
  }
  return has_base ? value_of(state, mem.base) + displacement : Value::constant(displacement);
}

Value read_operand(const FlowState& state, const ZydisDecodedOperand& operand, const MemorySource& memory) {
  switch (operand.type) {
    case ZYDIS_OPERAND_TYPE_REGISTER:
      return value_of(state, operand.reg.value);
    case ZYDIS_OPERAND_TYPE_IMMEDIATE:
      return Value::constant(static_cast<std::uint32_t>(operand.imm.value.u));
    case ZYDIS_OPERAND_TYPE_MEMORY:
      return operand.size == 32 ? state.load(place_of(state, operand), memory) : Value{};
    default:
      return {};
  }
}

void write_operand(FlowState& state, const ZydisDecodedOperand& operand, const Value& value) {
  if (is_register(operand)) state.set(number_of(operand), value);
  if (operand.type == ZYDIS_OPERAND_TYPE_MEMORY) state.store(place_of(state, operand), value);
}

/// Whatever an instruction of no special meaning writes is unknown after it.
void forget_written(FlowState& state, const x86::Instruction& instruction) {
  for (unsigned i = 0; i < instruction.raw.operand_count; ++i) {
    const ZydisDecodedOperand& operand = instruction.operands[i];
    if (!(operand.actions & ZYDIS_OPERAND_ACTION_MASK_WRITE)) continue;
    if (operand.type == ZYDIS_OPERAND_TYPE_REGISTER) {
      const ZydisRegister whole =
          ZydisRegisterGetLargestEnclosing(ZYDIS_MACHINE_MODE_LEGACY_32, operand.reg.value);
      if (whole >= ZYDIS_REGISTER_EAX && whole <= ZYDIS_REGISTER_EDI)
        state.set(static_cast<Register>(whole - ZYDIS_REGISTER_EAX), {});
    } else if (operand.type == ZYDIS_OPERAND_TYPE_MEMORY) {
      state.store(place_of(state, operand), {});
    }
  }
}

std::optional<std::uint32_t> target_of(const FlowState& state, const x86::Instruction& instruction,
                                       std::uint32_t address, const MemorySource& memory) {
  if (const auto direct = x86::direct_target(instruction, address)) return direct;
  const Value value = read_operand(state, instruction.operand(0), memory);
  if (value.kind != Value::Kind::kConstant) return std::nullopt;
  return value.addend;
}

/// Instructions that move whole words about; false for all others.
bool move_words(FlowState& state, const x86::Instruction& instruction, const MemorySource& memory) {
  if (instruction.raw.operand_width != 32) return false;
  const auto read = [&](unsigned index) { return read_operand(state, instruction.operand(index), memory); };
  const auto write = [&](unsigned index, const Value& value) {
    write_operand(state, instruction.operand(index), value);
  };
  switch (instruction.mnemonic()) {
    case ZYDIS_MNEMONIC_PUSH:
      state.push(read(0));
      return true;
    case ZYDIS_MNEMONIC_POP:
      write(0, state.pop(memory));
      return true;
    case ZYDIS_MNEMONIC_MOV:
      write(0, read(1));
      return true;
    case ZYDIS_MNEMONIC_LEA:
      write(0, place_of(state, instruction.operand(1)));
      return true;
    case ZYDIS_MNEMONIC_ADD:
    case ZYDIS_MNEMONIC_SUB: {
      const Value right = read(1);
      const bool adds = instruction.mnemonic() == ZYDIS_MNEMONIC_ADD;
      const bool can_tell = right.kind == Value::Kind::kConstant && is_register(instruction.operand(0));
      write(0, can_tell ? read(0) + (adds ? right.addend : 0 - right.addend) : Value{});
      return true;
    }
    case ZYDIS_MNEMONIC_AND: {
      // and esp, -16
      const Value mask = read(1);
      const std::uint32_t alignment = 0 - mask.addend;
      const bool aligns = mask.kind == Value::Kind::kConstant && std::has_single_bit(alignment) &&
                          alignment >= 4 && alignment <= kLargestAlignment;
      Value value = read(0);
      if (aligns && value.kind == Value::Kind::kSum)
        value.slack += alignment - 4;
      else
        value = {};
      write(0, value);
      return true;
    }
    case ZYDIS_MNEMONIC_XOR: {
      const bool clears = is_register(instruction.operand(0)) && is_register(instruction.operand(1)) &&
                          number_of(instruction.operand(0)) == number_of(instruction.operand(1));
      write(0, clears ? Value::constant(0) : Value{});
      return true;
    }
    case ZYDIS_MNEMONIC_XCHG: {
      const Value first = read(0), second = read(1);
      write(0, second);
      write(1, first);
      return true;
    }
    case ZYDIS_MNEMONIC_LEAVE:
      state.set(x86::kEsp, state[x86::kEbp]);
      state.set(x86::kEbp, state.pop(memory));
      return true;
    case ZYDIS_MNEMONIC_ENTER:
      state.push(state[x86::kEbp]);
      state.set(x86::kEbp, state[x86::kEsp]);
      state.set(x86::kEsp,
                state[x86::kEsp] + (0 - static_cast<std::uint32_t>(instruction.operand(0).imm.value.u)));
      return true;
    case ZYDIS_MNEMONIC_PUSHAD: {
      const Value esp = state[x86::kEsp];
      for (unsigned reg = 0; reg < x86::kRegisterCount; ++reg)
        state.push(reg == x86::kEsp ? esp : state[static_cast<Register>(reg)]);
      return true;
    }
    case ZYDIS_MNEMONIC_POPAD:
      for (unsigned reg = x86::kRegisterCount; reg-- > 0;) {
        const Value value = state.pop(memory);
        if (reg != x86::kEsp) state.set(static_cast<Register>(reg), value);
      }
      return true;
    case ZYDIS_MNEMONIC_PUSHFD:
      state.push({});
      return true;
    case ZYDIS_MNEMONIC_POPFD:
      state.pop(memory);
      return true;
    default:
      return false;
  }
}

}  // namespace

Value operator+(Value value, std::uint32_t addend) {
  if (value.is_known()) value.addend += addend;
  return value;
}

FlowState::FlowState() {
  for (unsigned reg = 0; reg < x86::kRegisterCount; ++reg)
    registers_[reg] = Value::sum(static_cast<Register>(reg), 0);
}

Value FlowState::load(const Value& place, const MemorySource& memory) const {
  const auto written = std::find_if(stores_.rbegin(), stores_.rend(),
                                    [&](const Store& store) { return store.place == place; });
  if (written != stores_.rend()) return written->value;
  if (place.slack) return {};
  if (place.kind == Value::Kind::kSum) return Value::word(place.base, place.addend);
  if (place.kind != Value::Kind::kConstant) return {};
  const auto word = memory.read_u32({place.addend});
  return word ? Value::constant(*word) : Value{};
}

void FlowState::store(const Value& place, const Value& value) {
  if (!place.is_known()) return;
  const auto before =
      std::find_if(stores_.begin(), stores_.end(), [&](const Store& store) { return store.place == place; });
  if (before != stores_.end())
    before->value = value;
  else if (stores_.size() < kMostStores)
    stores_.push_back({place, value});
}

void FlowState::push(const Value& value) {
  registers_[x86::kEsp] = registers_[x86::kEsp] + (0u - 4u);
  store(registers_[x86::kEsp], value);
}

Value FlowState::pop(const MemorySource& memory) {
  const Value value = load(registers_[x86::kEsp], memory);
  registers_[x86::kEsp] = registers_[x86::kEsp] + 4;
  return value;
}

Value FlowState::resolve(const Value& value, const MemorySource& memory) const {
  if (value.base == kNewStack) return {};
  switch (value.kind) {
    case Value::Kind::kSum: {
      Value sum = registers_[value.base] + value.addend;
      sum.slack += value.slack;
      return sum;
    }
    case Value::Kind::kWord:
      return load(registers_[value.base] + value.offset, memory) + value.addend;
    default:
      return value;
  }
}

std::optional<Value> FlowState::find_place_of(const Value& value) const {
  for (const Store& store : stores_)
    if (store.value == value) return store.place;
  return std::nullopt;
}

Leaving carry_out(FlowState& state, const x86::Instruction& instruction, std::uint32_t address,
                  const MemorySource& memory) {
  if (x86::is_return(instruction)) {
    const bool pops = instruction.operand_count() == 1;
    return {Leaving::Kind::kReturn, std::nullopt,
            pops ? static_cast<std::uint32_t>(instruction.operand(0).imm.value.u) : 0, false};
  }
  if (x86::is_call(instruction)) {
    constexpr std::uint32_t kSharedSystemCall = 0x7ffe0300;  // KUSER_SHARED_DATA.SystemCall
    const ZydisDecodedOperand& operand = instruction.operand(0);
    const Value place = operand.type == ZYDIS_OPERAND_TYPE_MEMORY ? place_of(state, operand) : Value{};
    // Stubs have the address in EDX; one that stands at its CALL has it there already.
    const bool is_system_call =
        place == Value::constant(kSharedSystemCall) || place == Value::sum(x86::kEdx, 0);
    return {Leaving::Kind::kCall, target_of(state, instruction, address, memory), 0, is_system_call};
  }
  if (x86::is_jump(instruction))
    return {Leaving::Kind::kJump, target_of(state, instruction, address, memory), 0, false};
  if (x86::is_conditional_branch(instruction))
    return {Leaving::Kind::kBranch, x86::direct_target(instruction, address), 0, false};
  switch (instruction.mnemonic()) {
    case ZYDIS_MNEMONIC_INT3:
    case ZYDIS_MNEMONIC_HLT:
    case ZYDIS_MNEMONIC_UD0:
    case ZYDIS_MNEMONIC_UD1:
    case ZYDIS_MNEMONIC_UD2:
    case ZYDIS_MNEMONIC_IRET:
    case ZYDIS_MNEMONIC_IRETD:
      return {Leaving::Kind::kNowhere, std::nullopt, 0, false};
    case ZYDIS_MNEMONIC_SYSENTER:  // comes back behind itself, ESP as it was (KiFastSystemCallRet)
      return {};
    default:
      break;
  }
  if (!move_words(state, instruction, memory)) forget_written(state, instruction);
  return {};
}

}  // namespace dumplab::unwind
