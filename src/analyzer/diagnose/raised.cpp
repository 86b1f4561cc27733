// SPDX-License-Identifier: MIT
#include "diagnose/raised.h"

#include <algorithm>

#include "base/text.h"
#include "nt/status.h"

namespace dumplab::diagnose {
namespace {

using nt::Status;

constexpr Status kProcessorCodes[] = {
    Status::kGuardPageViolation,  Status::kDatatypeMisalignment, Status::kBreakpoint,
    Status::kSingleStep,          Status::kAccessViolation,      Status::kInPageError,
    Status::kIllegalInstruction,  Status::kArrayBoundsExceeded,  Status::kFloatDenormalOperand,
    Status::kFloatDivideByZero,   Status::kFloatInexactResult,   Status::kFloatInvalidOperation,
    Status::kFloatOverflow,       Status::kFloatStackCheck,      Status::kFloatUnderflow,
    Status::kIntegerDivideByZero, Status::kIntegerOverflow,      Status::kPrivilegedInstruction,
    Status::kStackOverflow,       Status::kFloatMultipleTraps};

}  // namespace

bool is_processor_code(std::uint32_t code) {
  return std::ranges::any_of(kProcessorCodes, [&](Status status) { return nt::code(status) == code; });
}

bool is_self_diagnosis_code(std::uint32_t code) {
  constexpr std::uint32_t kAssertion = 0xc0000420, kFailFast = 0xc0000602, kFatalAppExit = 0x40000015,
                          kInvalidRuntimeParameter = 0xc0000417;
  return code == kAssertion || code == kFailFast || code == kFatalAppExit ||
         code == kInvalidRuntimeParameter || code == nt::code(Status::kStackBufferOverrun) ||
         code == nt::code(Status::kHeapCorruption) || code == nt::code(Status::kInvalidParameter) ||
         code == nt::code(Status::kPossibleDeadlock);
}

bool is_cpp_code(std::uint32_t code) { return code == nt::code(Status::kCppException); }

Raised find_raise(const Facts& facts) {
  const unwind::CallStack* stack = facts.fault_stack();
  if (!stack || stack->frames.empty()) return Raised::kNo;
  constexpr std::size_t kInnermost = 4;
  for (std::size_t i = 0; i < std::min(stack->frames.size(), kInnermost); ++i) {
    const std::string& name = stack->frames[i].place.function;
    if (name == "RaiseException" || name == "RtlRaiseException" || name == "RtlRaiseStatus")
      return Raised::kNamed;
  }
  const std::string module = lower(stack->frames[0].place.module);
  return module == "kernel32.dll" || module == "kernelbase.dll" || module == "ntdll.dll" ? Raised::kPlace
                                                                                         : Raised::kNo;
}

}  // namespace dumplab::diagnose
