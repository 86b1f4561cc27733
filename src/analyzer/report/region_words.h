// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "report/analysis.h"

namespace dumplab::report {

/// WinDbg's words for the regions of one dump. Borrows the analysis.
class RegionWords {
 public:
  explicit RegionWords(const Analysis& analysis);

  /// What follows the usage: `[~1; 1a4.1b0]`, `[lab; "C:\lab\lab.exe"; .text]`; empty where there is no more.
  std::string detail(const regions::OwnedRegion& region) const;
  /// A thread's place in the dump's list; empty of one that is not there.
  std::optional<std::size_t> thread_number(std::uint64_t thread_id) const;
  /// The image part's module, where it is in the module list.
  const structures::ModuleImage* module_of(const regions::OwnedRegion& region) const;
  /// The heap allocation that holds the region's first byte, as far as heaps could be followed.
  const structures::HeapReservation* reservation_of(const regions::OwnedRegion& region) const;
  /// Hexadecimal without padding; WinDbg's backtick form where addresses have 64 bits.
  std::string address(std::uint64_t value) const;

 private:
  std::string thread_text(std::uint64_t thread_id) const;
  std::string image_text(const regions::OwnedRegion& region) const;
  std::string heap_text(const regions::OwnedRegion& region) const;

  const Analysis& analysis_;
  bool is_wide_;
  std::map<std::uint64_t, std::size_t> threads_, heaps_;          // by id, by handle: their numbers
  std::vector<const structures::HeapReservation*> reservations_;  // by base
};

/// "(  12.000 kB)".
std::string size_text(std::uint64_t bytes);

/// The image's file name without its ending, as debuggers name modules.
std::string module_stem(const structures::ModuleImage& module);

}  // namespace dumplab::report
