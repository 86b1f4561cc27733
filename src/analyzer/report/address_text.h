// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "dumplab/snapshot.h"
#include "snapshot/system_names.h"
#include "structures/module_images.h"

namespace dumplab::report {

/// 8 digits; WinDbg's 8`8 form where addresses have 64 bits.
class AddressText {
 public:
  explicit AddressText(const Snapshot& snapshot)
      : wide_(snapshot::has_64_bit_addresses(snapshot.system.ProcessorArchitecture)) {}
  std::string operator()(std::uint64_t address) const;

 private:
  bool wide_;
};

/// "Orders!main+0x64", "Orders+0x1064" without a function, the address without a module.
std::string place_text(const structures::Place& place, std::uint64_t address, const AddressText& text);

}  // namespace dumplab::report
