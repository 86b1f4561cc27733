// SPDX-License-Identifier: MIT
#include "shell/target.h"

#include "snapshot/system_names.h"

namespace dumplab::shell {

Target::Read::Read(const Dump& dump, const symbols::SearchPath& search)
    : analysis(dump.snapshot(), {dump.problems().begin(), dump.problems().end()}, search,
               {dump.streams().begin(), dump.streams().end()}),
      symbols(analysis.modules),
      stack_walk(dump.snapshot(), analysis.modules, analysis.process) {}

Target::Target(Dump dump, std::string file, symbols::SearchPath search)
    : dump_(std::move(dump)), file_(std::move(file)), search_(std::move(search)) {}

const Target::Read& Target::read() const {
  if (!read_) read_ = std::make_unique<Read>(dump_, search_);
  return *read_;
}

const report::Analysis& Target::analysis() const { return read().analysis; }
const SymbolIndex& Target::symbols() const { return read().symbols; }
const unwind::StackWalk& Target::stack_walk() const { return read().stack_walk; }

void Target::add_symbol_folder(const std::string& folder) {
  search_.add_folder(folder);
  reload();
}

void Target::reload() { read_.reset(); }

bool Target::is_64_bit() const {
  return snapshot::has_64_bit_addresses(snapshot().system.ProcessorArchitecture);
}

std::optional<std::uint64_t> Target::read_number(std::uint64_t address, unsigned size) const {
  unsigned char bytes[8];
  if (size > sizeof bytes || !memory().read_exactly({mask(address)}, bytes, size)) return std::nullopt;
  std::uint64_t value = 0;
  for (unsigned i = size; i-- > 0;) value = value << 8 | bytes[i];
  return value;
}

}  // namespace dumplab::shell
