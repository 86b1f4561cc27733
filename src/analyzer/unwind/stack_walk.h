// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dumplab/snapshot.h"
#include "structures/module_images.h"
#include "structures/process_structures.h"
#include "unwind/call_site.h"

namespace dumplab::unwind {

/// How a frame was found.
enum class Trust {
  kContext,    ///< the registers of the dump
  kLeaf,       ///< straight code from EIP to a RET (system-call stub, epilogue), or no code at all: caller at
               ///< [ESP]
  kCfi,        ///< call frame information of the image
  kCode,       ///< the code from EIP to its RET, over branches and calls
  kFrameData,  ///< frame data of a PDB or .sym file
  kPrologue,   ///< the code from the function's entry to EIP
  kUnwindInfo,    ///< unwind data (.pdata) of an AMD64 image
  kFramePointer,  ///< [EBP], [EBP+4]
  kException,   ///< the CONTEXT that was handed to ntdll!KiUserExceptionDispatcher; on AMD64 a machine frame
  kFilterCall,  ///< an exception filter runs on its function's EBP: its caller is on the stack
  kScan,        ///< EBP led nowhere: the next word of the stack that follows a CALL which can have led here
};

/// "context", "leaf", ... as in JSON.
const char* describe(Trust trust);

/// Whether EIP of such a frame is where a CALL comes back to, not an instruction that was running.
constexpr bool is_return_address(Trust trust) {
  return trust != Trust::kContext && trust != Trust::kException;
}

/// Why a caller is believed: where its return address was read, and the CALL before it.
struct Evidence {
  std::uint64_t slot = 0;
  std::optional<CallSite> call;  ///< empty: the code is not in the dump
};

/// A word of the stack that looked like a return address and is none.
struct Rejected {
  std::uint64_t slot = 0, value = 0;
  const char* why = "";
};

/// Registers as they were while this frame was executing its call. 64-bit names of the same on AMD64.
struct StackFrame {
  std::uint64_t eip = 0, esp = 0, ebp = 0;
  Trust trust = Trust::kContext;
  structures::Place place;
  std::optional<Evidence> evidence;  ///< of callers
  std::vector<Rejected> rejected;    ///< what was passed over on the way to this frame
};

struct CallStack {
  std::vector<StackFrame> frames;  ///< innermost first
  std::string stop;                ///< why the walk ended
  std::vector<Rejected> rejected;  ///< what was passed over behind the last frame
};

struct X86Code;
struct Amd64Code;

/// Walks the stacks of one snapshot. Borrows everything.
class StackWalk {
 public:
  StackWalk(const Snapshot& snapshot, const structures::ModuleImages& modules,
            const structures::ProcessStructures& process);
  ~StackWalk();

  /// The stack that begins with `context`, at most `limit` frames (a stack of 1 MiB has room for 131,072). A
  /// context without registers gives none.
  CallStack walk(const Thread& thread, const Context& context, std::size_t limit) const;

 private:
  const Snapshot& snapshot_;
  const structures::ModuleImages& modules_;
  const structures::ProcessStructures& process_;
  std::unique_ptr<X86Code> x86_code_;
  std::unique_ptr<Amd64Code> amd64_code_;
};

}  // namespace dumplab::unwind
