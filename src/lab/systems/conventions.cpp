// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <algorithm>

#include "base/try.h"
#include "systems/instruction_trace.h"
#include "x86/decoder.h"

namespace dumplab::systems {
namespace {

/// What one calling function did, from its first instruction to its own RET.
struct Call {
  std::vector<Step> caller;  ///< without what the callee executed
  std::vector<Step> callee, all;
  std::uint32_t caller_size = 0;  ///< bytes of its instructions before its RET
};

class CallReader {
 public:
  CallReader(LabProgram& program, const std::vector<Step>& steps) : program_(program), steps_(steps) {}

  Call read(std::string_view caller) const {
    Call call;
    bool inside = false;
    for (const Step& step : steps_) {
      const std::string name = program_.function_at(step.eip);
      if (name == caller) {
        inside = true;
        call.all.push_back(step);
        call.caller.push_back(step);
      } else if (inside && (name == "DifferenceStd" || name == "DifferenceCdecl" || name == "Sum")) {
        call.all.push_back(step);
        call.callee.push_back(step);
      } else {
        inside = false;
      }
    }
    if (!call.caller.empty()) call.caller_size = call.caller.back().eip - call.caller.front().eip;
    return call;
  }

  /// The bytes from one step's instruction to another's.
  std::string code(const Step& from, const Step& to) const {
    return hex_text(program_.bytes(from.eip, to.eip - from.eip));
  }
  /// The bytes of the RET that a function's last step is at; at most those of RET imm16.
  std::string ret_code(const Step& at) const {
    const auto bytes = program_.bytes(at.eip, 3);
    return hex_text(bytes.front() == 0xc2 ? bytes : std::vector<std::uint8_t>{bytes.front()});
  }

 private:
  LabProgram& program_;
  const std::vector<Step>& steps_;
};

/// ESP at the five points, from that before the first PUSH: before it, behind it, behind the second one, at
/// the callee's first instruction, behind the callee's RET.
std::vector<std::uint64_t> five_points(const Call& call) {
  return {call.caller[0].esp, call.caller[1].esp, call.caller[2].esp, call.callee[0].esp, call.caller[3].esp};
}

std::vector<std::uint64_t> below(std::uint64_t top, std::vector<std::uint64_t> bytes) {
  std::transform(bytes.begin(), bytes.end(), bytes.begin(), [&](std::uint64_t n) { return top - n; });
  return bytes;
}

/// Every instruction of a call in the order of execution, with ESP before it.
void list_steps(Comparison& table, std::string_view convention, const Call& call, LabProgram& program) {
  for (const Step& step : call.all) {
    const auto code = program.bytes(step.eip, x86::kMaxInstructionLength);
    const auto instruction = x86::decode(code);
    table.rows.push_back({std::string(convention), fmt::format("{:08x}", step.eip),
                          instruction ? x86::format(*instruction, step.eip) : "?",
                          fmt::format("{:08x}", step.esp), fmt::format("{:08x}", step.stack[0])});
  }
}

}  // namespace

Result<Outcome> conventions(const Settings& settings) {
  DUMPLAB_TRY(const auto program, LabProgram::start(settings, "Calls.exe", {"mark_end"}));
  DUMPLAB_TRY(const std::uint32_t first, program->label("DifferenceStd"));
  DUMPLAB_TRY(const std::uint32_t last, program->label("CallsEnd"));
  const InstructionTrace trace(*program, first, last);
  DUMPLAB_TRY(const capture::Capture stop, program->next());
  const CallReader reader(*program, trace.steps());
  const Call std_call = reader.read("CallStd"), cdecl_call = reader.read("CallCdecl");
  const Call two = reader.read("CallSumOfTwo"), four = reader.read("CallSumOfFour"),
             wrong = reader.read("CallWrong");
  const auto is_short = [](const Call& call, std::size_t steps) {
    return call.caller.size() < steps || call.callee.empty();
  };
  if (is_short(std_call, 4) || is_short(cdecl_call, 5) || is_short(two, 6) || is_short(four, 8) ||
      is_short(wrong, 7))
    return fail(ErrorKind::kMalformed, 0, "Calls.exe did not make its calls");

  Outcome outcome;
  const auto& s = std_call.caller;
  const auto& c = cdecl_call.caller;
  const auto arguments = [](const Call& call) {
    return std::vector<std::uint64_t>{call.callee[0].stack[1], call.callee[0].stack[2]};
  };
  outcome.addresses("stdcall: arguments at [ESP+4], [ESP+8] of the callee", arguments(std_call), {10, 3});
  outcome.addresses("cdecl: arguments at [ESP+4], [ESP+8] of the callee", arguments(cdecl_call), {10, 3});
  outcome.words("stdcall: the callee's RET", reader.ret_code(std_call.callee.back()), "c2 08 00");
  outcome.words("cdecl: the callee's RET", reader.ret_code(cdecl_call.callee.back()), "c3");
  outcome.words("cdecl: the caller behind the CALL", reader.code(c[3], c[4]), "83 c4 08");
  // ESP at the five points counts from its value at the first PUSH: two arguments and a return address are 12
  // bytes.
  outcome.addresses("stdcall: ESP at the five points", five_points(std_call),
                    below(s[0].esp, {0, 4, 8, 12, 0}));
  outcome.addresses("cdecl: ESP at the five points", five_points(cdecl_call),
                    below(c[0].esp, {0, 4, 8, 12, 8}));
  outcome.address("cdecl: ESP behind ADD ESP, 8", c[4].esp, c[0].esp);
  // PUSH imm8 twice and CALL rel32 are 9 bytes, ADD ESP, imm8 three.
  outcome.count("stdcall: bytes of the call", std_call.caller_size, 9);
  outcome.count("cdecl: bytes of the call", cdecl_call.caller_size, 12);
  outcome.count("bytes that cdecl's caller has more", cdecl_call.caller_size - std_call.caller_size, 3);
  outcome.words("variable arguments: the RET of both calls",
                reader.ret_code(two.callee.back()) + ", " + reader.ret_code(four.callee.back()), "c3, c3");
  outcome.words("variable arguments: behind the CALL with 3 arguments",
                reader.code(two.caller[4], two.caller[5]), "83 c4 0c");
  outcome.words("variable arguments: behind the CALL with 5", reader.code(four.caller[6], four.caller[7]),
                "83 c4 14");
  // ESP behind the PUSH of EBP, after the call and the ADD that is one too many.
  outcome.address("wrong convention: ESP behind ADD ESP, 8", wrong.caller[6].esp, wrong.caller[2].esp + 8);
  outcome.comparison.titles = {"call", "EIP", "instruction", "ESP before", "dword there"};
  list_steps(outcome.comparison, "stdcall", std_call, *program);
  list_steps(outcome.comparison, "cdecl", cdecl_call, *program);
  outcome.notes.push_back(
      "The five points: before the first PUSH, behind each PUSH, at the callee's first instruction, behind "
      "its RET. "
      "RET 8 has its number in the code: a function that is called with 3 arguments here and 5 there cannot "
      "have the "
      "right one, so varargs are cdecl, and the caller, who knows, takes them off.");
  return outcome;
}

}  // namespace dumplab::systems
