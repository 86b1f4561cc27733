// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dumplab/snapshot.h"
#include "regions/owner.h"

namespace dumplab::regions {

/// What VirtualQuery would say, as far as it is known: Windows' numbers, 0 or empty where not.
struct Facts {
  std::uint32_t state = 0, type = 0, protect = 0;
  std::optional<std::uint64_t> allocation_base;
  std::uint32_t allocation_protect = 0;
  friend bool operator==(const Facts&, const Facts&) = default;
};

/// What one piece of evidence says of [begin, end).
struct Claim {
  std::uint64_t begin = 0, end = 0;
  Owner owner;  ///< kUnknown: says nothing
  Facts facts;
};

/// Where a claim comes from. A listed region decides about its facts alone; elsewhere of two layers the first
/// counts, and in one layer the first claim.
enum class Layer {
  kListed,      ///< MemoryInfoList
  kBytes,       ///< the dump has bytes of the page
  kBlock,       ///< TEBs, PEB, shared data: pages of their own
  kImage,       ///< modules, section by section
  kAllocation,  ///< stacks, heaps, parameters, environment
  kCount
};

/// Everything that a dump says of its regions. The names of image parts live here.
class Evidence {
 public:
  explicit Evidence(std::uint64_t space_end) : space_end_(space_end) {}

  /// Cuts the claim to the address space; one of no size is left out.
  void add(Layer layer, AddressRange range, const Owner& owner, const Facts& facts);
  const std::vector<Claim>& claims(Layer layer) const { return claims_[static_cast<std::size_t>(layer)]; }
  std::uint64_t space_end() const { return space_end_; }

  /// The owner of one part of an image: a section, "header" or "unknown".
  Owner add_part(std::string_view module, std::string_view section);
  /// "image:Orders.exe:.text", or what regions::describe says.
  std::string describe(const Owner& owner) const;

 private:
  struct Part {
    std::string module, section;
  };
  std::uint64_t space_end_;
  std::array<std::vector<Claim>, static_cast<std::size_t>(Layer::kCount)> claims_;
  std::vector<Part> parts_;
};

}  // namespace dumplab::regions
