// SPDX-License-Identifier: MIT
#include "consistency/findings.h"

#include <fmt/format.h>

#include "snapshot/read_struct.h"
#include "structures/list_walk.h"

namespace dumplab::consistency {
namespace {

constexpr std::uint64_t kWithFullMemory = 0x2;  // MiniDumpWithFullMemory

}  // namespace

Findings::Findings(const Snapshot& snapshot) : snapshot_(snapshot) {
  for (const Thread& thread : snapshot.threads) {
    const auto teb = thread.Teb ? snapshot::read_struct<nt::Teb>(memory(), thread.Teb) : std::nullopt;
    if (!teb || teb->Self.value() != thread.Teb) continue;
    blocks_.push_back({&thread, teb->Self.value(), *teb});
    if (!peb_address_) peb_address_ = teb->ProcessEnvironmentBlock.value();
  }
  if (peb_address_) peb_ = snapshot::read_struct<nt::Peb>(memory(), peb_address_);
}

bool Findings::has_all_memory() const { return (snapshot_.Flags & kWithFullMemory) != 0; }

AddressRange Findings::stack_of(const Thread& thread) const {
  for (const ThreadBlock& block : blocks_) {
    const std::uint32_t base = block.teb.StackBase.value(), limit = block.teb.StackLimit.value();
    if (block.thread != &thread || limit >= base) continue;
    const auto* context = std::get_if<ContextX86>(&thread.context);
    if (context && context->Esp >= limit && context->Esp < base) return {{limit}, base - limit};
  }
  return thread.stack;
}

void Findings::begin(std::string_view check) {
  check_ = check;
  count_ = 0;
}

void Findings::add(std::uint64_t address, std::string what) {
  if (++count_ <= kMostOfOneCheck) findings_.push_back({check_, address, std::move(what)});
  if (count_ == kMostOfOneCheck + 1) findings_.push_back({check_, address, "and more"});
}

void Findings::walk_list(std::uint32_t head, std::string_view what) {
  const structures::ListWalk walk = structures::walk_list(memory(), head);
  const bool may_be_left_out = walk.end == structures::ListWalk::End::kMissing && !has_all_memory();
  if (std::string text = walk.describe(what); !text.empty() && !may_be_left_out)
    add(walk.at, std::move(text));
}

std::vector<Finding> find_contradictions(const Snapshot& snapshot) {
  if (!snapshot.memory || snapshot.system.ProcessorArchitecture != Processor::kX86) return {};
  Findings findings(snapshot);
#define CHECK(name, what) \
  findings.begin(#name);  \
  name(findings);
#include "consistency/checks.def"
#undef CHECK
  return findings.take();
}

}  // namespace dumplab::consistency
