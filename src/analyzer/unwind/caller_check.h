// SPDX-License-Identifier: MIT
#pragma once

#include "structures/module_images.h"
#include "unwind/call_site.h"
#include "unwind/caller.h"
#include "unwind/code_flow.h"
#include "unwind/stack_view.h"

namespace dumplab::unwind {

/// How well a return address fits the frame that is said to return there, from bad to good.
enum class Fit {
  kImpossible,  ///< no code, no CALL before it, or not above the frame
  kUnlikely,    ///< its CALL goes to another function: right only behind a jump out of that one
  kPlausible,   ///< nothing speaks against it
  kProven,      ///< from its CALL's target the code comes to the frame just as deep in the stack
};

struct Verdict {
  Fit fit = Fit::kImpossible;
  std::optional<CallSite> site;
  const char* why = "";  ///< what speaks against it
};

/// Judges callers. Borrows everything.
class CallerCheck {
 public:
  CallerCheck(const structures::ModuleImages& modules, CodeFlow& flow, const StackView& stack)
      : modules_(modules), flow_(flow), stack_(stack) {}

  Verdict judge(const Callee& callee, std::uint32_t return_address, std::uint32_t slot) const;

 private:
  Verdict judge_target(const Callee& callee, CallSite site, std::uint32_t slot) const;

  const structures::ModuleImages& modules_;
  CodeFlow& flow_;
  const StackView& stack_;
};

}  // namespace dumplab::unwind
