// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "nt/teb.h"
#include "shell/arguments.h"
#include "snapshot/read_struct.h"

namespace dumplab::shell::commands {
namespace {

constexpr std::uint64_t kHardErrorMode = 0xf28;  // offset in _TEB of XP

}  // namespace

Result<document::Document> thread_block(Session& session, const Invocation& invocation) {
  const Target& target = session.target();
  const Thread* thread = session.thread();
  std::uint64_t address = thread ? thread->Teb : 0;
  if (!invocation.arguments.empty()) {
    DUMPLAB_TRY(address, session.evaluate_address(invocation.arguments));
  }
  if (target.is_64_bit()) return refuse("!teb reads 32-bit processes; of this one only @$teb is known");
  if (address == 0) return refuse("The dump does not say where this thread's TEB is");
  const auto teb = snapshot::read_struct<nt::Teb>(target.memory(), address);
  if (!teb) return refuse(fmt::format("Unable to read a TEB: {} is not in the dump", target.text(address)));
  document::Listing list{"teb", {}};
  list.add("TEB at " + target.text(address)).address("address", address);
  if (teb->Self.value() != address)
    list.add("    *** Self does not point here: this is no TEB, or a damaged one").flag("is_valid", false);
  const auto add = [&](const char* name, std::string text, std::uint64_t value) {
    list.add(fmt::format("    {:<22}{}", std::string(name) + ":", text)).address(name, value);
  };
  const auto word = [&](const char* name, std::uint32_t value) { add(name, target.text(value), value); };
  word("ExceptionList", teb->ExceptionList.value());
  word("StackBase", teb->StackBase.value());
  word("StackLimit", teb->StackLimit.value());
  word("SubSystemTib", teb->SubSystemTib.value());
  word("FiberData", teb->FiberData.value());
  word("ArbitraryUserPointer", teb->ArbitraryUserPointer.value());
  word("Self", teb->Self.value());
  word("EnvironmentPointer", teb->EnvironmentPointer.value());
  list.add(fmt::format("    {:<22}{:08x} . {:08x}", "ClientId:", teb->UniqueProcess.value(),
                       teb->UniqueThread.value()))
      .number("process_id", teb->UniqueProcess.value())
      .number("thread_id", teb->UniqueThread.value());
  word("RpcHandle", teb->ActiveRpcHandle.value());
  word("Tls Storage", teb->ThreadLocalStoragePointer.value());
  word("PEB Address", teb->ProcessEnvironmentBlock.value());
  add("LastErrorValue", std::to_string(teb->LastErrorValue.value()), teb->LastErrorValue.value());
  add("LastStatusValue", fmt::format("{:x}", teb->LastStatusValue.value()), teb->LastStatusValue.value());
  add("Count Owned Locks", std::to_string(teb->CountOfOwnedCriticalSections.value()),
      teb->CountOfOwnedCriticalSections.value());
  if (const auto mode = target.read_number(address + kHardErrorMode, 4))
    add("HardErrorMode", std::to_string(*mode), *mode);
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
