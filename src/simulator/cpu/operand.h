// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "cpu/access.h"
#include "cpu/dispatch.h"
#include "cpu/emitter.h"

namespace dumplab::cpu {

/// Where the two operands of an instruction are: the first is also the result.
/// "Mem" is [base + displacement], "Indexed" is [base + index * scale + displacement].
enum class Form : std::uint8_t {
  kRegReg,
  kRegImm,
  kRegMem,
  kRegIndexed,
  kMemReg,
  kIndexedReg,
  kMemImm,
  kIndexedImm,
};

constexpr bool writes_register(Form form) { return form <= Form::kRegIndexed; }
constexpr bool is_indexed(Form form) {
  return form == Form::kRegIndexed || form == Form::kIndexedReg || form == Form::kIndexedImm;
}

inline Form form_of(const Emitter& emit) {
  const bool indexed = emit.indexed();
  if (emit.is_memory(0)) {
    if (emit.is_immediate(1)) return indexed ? Form::kIndexedImm : Form::kMemImm;
    return indexed ? Form::kIndexedReg : Form::kMemReg;
  }
  if (emit.is_memory(1)) return indexed ? Form::kRegIndexed : Form::kRegMem;
  return emit.is_immediate(1) ? Form::kRegImm : Form::kRegReg;
}

/// The second operand's value.
template <class Access, Form kForm, class T>
DUMPLAB_INLINE bool load_source(Core& core, const Op& op, T& value) {
  if constexpr (kForm == Form::kRegImm || kForm == Form::kMemImm || kForm == Form::kIndexedImm) {
    value = static_cast<T>(op.arg.immediate);
    return true;
  } else if constexpr (kForm == Form::kRegMem || kForm == Form::kRegIndexed) {
    return Access::template read<T>(core, address<is_indexed(kForm)>(core, op), value);
  } else {
    value = get<T>(core, op.arg.source);
    return true;
  }
}

/// Operation::apply(T first, T second, Flags&) -> T; Operation::kWrites: the result is stored.
template <class Access, class Operation, Form kForm, class T>
DUMPLAB_INLINE bool binary_body(Core& core, const Op& op, Flags& flags) {
  T second;
  if (!load_source<Access, kForm, T>(core, op, second)) return false;
  if constexpr (writes_register(kForm)) {
    const T result = Operation::template apply<T>(get<T>(core, op.arg.destination), second, flags);
    if constexpr (Operation::kWrites) put<T>(core, op.arg.destination, result);
    return true;
  } else if constexpr (Operation::kWrites) {
    return Access::template modify<T>(core, address<is_indexed(kForm)>(core, op), [&](T first) {
      return Operation::template apply<T>(first, second, flags);
    });
  } else {
    T first;
    if (!Access::template read<T>(core, address<is_indexed(kForm)>(core, op), first)) return false;
    Operation::template apply<T>(first, second, flags);
    return true;
  }
}

template <class Access, class Operation, class T>
Handler* binary_of(Form form) {
  switch (form) {
    case Form::kRegReg:
      return step<binary_body<Access, Operation, Form::kRegReg, T>>;
    case Form::kRegImm:
      return step<binary_body<Access, Operation, Form::kRegImm, T>>;
    case Form::kRegMem:
      return step<binary_body<Access, Operation, Form::kRegMem, T>>;
    case Form::kRegIndexed:
      return step<binary_body<Access, Operation, Form::kRegIndexed, T>>;
    case Form::kMemReg:
      return step<binary_body<Access, Operation, Form::kMemReg, T>>;
    case Form::kIndexedReg:
      return step<binary_body<Access, Operation, Form::kIndexedReg, T>>;
    case Form::kMemImm:
      return step<binary_body<Access, Operation, Form::kMemImm, T>>;
    case Form::kIndexedImm:
      return step<binary_body<Access, Operation, Form::kIndexedImm, T>>;
  }
  return nullptr;
}

/// Handler for a two-operand instruction of any size.
template <class Access, class Operation>
Handler* binary(const Emitter& emit) {
  const Form form = form_of(emit);
  switch (emit.size(0)) {
    case 1:
      return binary_of<Access, Operation, std::uint8_t>(form);
    case 2:
      return binary_of<Access, Operation, std::uint16_t>(form);
    default:
      return binary_of<Access, Operation, std::uint32_t>(form);
  }
}

/// Operation::apply(Core&, const Op&, T value, Flags&) -> T on one register or [base + displacement].
template <class Access, class Operation, class T, bool kMemory>
DUMPLAB_INLINE bool unary_body(Core& core, const Op& op, Flags& flags) {
  if constexpr (kMemory) {
    return Access::template modify<T>(core, address<false>(core, op), [&](T value) {
      return Operation::template apply<T>(core, op, value, flags);
    });
  } else {
    put<T>(core, op.arg.destination,
           Operation::template apply<T>(core, op, get<T>(core, op.arg.destination), flags));
    return true;
  }
}

/// Emits a read-modify-write of operand 0.
template <class Access, class Operation>
void emit_unary(Emitter& emit) {
  emit.flatten_address();
  const bool memory = emit.is_memory(0);
  Handler* handler;
  switch (emit.size(0)) {
    case 1:
      handler = memory ? step<unary_body<Access, Operation, std::uint8_t, true>>
                       : step<unary_body<Access, Operation, std::uint8_t, false>>;
      break;
    case 2:
      handler = memory ? step<unary_body<Access, Operation, std::uint16_t, true>>
                       : step<unary_body<Access, Operation, std::uint16_t, false>>;
      break;
    default:
      handler = memory ? step<unary_body<Access, Operation, std::uint32_t, true>>
                       : step<unary_body<Access, Operation, std::uint32_t, false>>;
      break;
  }
  emit.emit(handler);
}

/// Reads operand 0 or 1: the register `source` or [base + displacement].
template <class Access, class T, bool kMemory>
DUMPLAB_INLINE bool load_operand(Core& core, const Op& op, T& value) {
  if constexpr (kMemory) return Access::template read<T>(core, address<false>(core, op), value);
  value = get<T>(core, op.arg.source);
  return true;
}

}  // namespace dumplab::cpu
