// SPDX-License-Identifier: MIT
#include "regions/lay_out.h"

#include <algorithm>
#include <set>

#include "nt/memory_constants.h"

namespace dumplab::regions {
namespace {

constexpr auto kLayers = static_cast<std::size_t>(Layer::kCount);
constexpr Layer kUnlisted[] = {Layer::kBytes, Layer::kBlock, Layer::kImage, Layer::kAllocation};

struct Border {
  std::uint64_t at;
  std::uint32_t layer, claim;
  bool begins;
};

/// The claims that hold at the sweep's place.
class Open {
 public:
  explicit Open(const Evidence& evidence) : evidence_(evidence) {}

  void apply(const Border& border) {
    auto& claims = open_[border.layer];
    if (border.begins)
      claims.insert(border.claim);
    else
      claims.erase(border.claim);
  }

  /// The claim that counts in a layer, or null.
  const Claim* top(Layer layer) const {
    const auto& claims = open_[static_cast<std::size_t>(layer)];
    return claims.empty() ? nullptr : &evidence_.claims(layer)[*claims.begin()];
  }

 private:
  const Evidence& evidence_;
  std::array<std::set<std::uint32_t>, kLayers> open_;
};

Owner owner_in_list(const Open& open, const Claim& listed) {
  const auto owner_of = [&](Layer layer) {
    const Claim* claim = open.top(layer);
    return claim ? claim->owner : Owner{};
  };
  if (listed.owner.kind == OwnerKind::kFree) return listed.owner;
  if (listed.facts.type == nt::kMemImage) return owner_of(Layer::kImage);
  if (listed.facts.state == nt::kMemCommit) {
    if (const Owner block = owner_of(Layer::kBlock); block.kind != OwnerKind::kUnknown) return block;
    const Owner allocation = owner_of(Layer::kAllocation);
    if (listed.owner.kind == OwnerKind::kUnknown && allocation.kind == OwnerKind::kStack) return allocation;
  }
  return listed.owner;
}

/// What all layers together say; the range is the caller's to set.
Claim resolve(const Open& open) {
  Claim row;
  if (const Claim* listed = open.top(Layer::kListed)) {
    row.facts = listed->facts;
    row.owner = owner_in_list(open, *listed);
    return row;
  }
  const auto take = [](auto& to, const auto& from) {
    if (to == std::remove_cvref_t<decltype(to)>{}) to = from;
  };
  for (const Layer layer : kUnlisted) {
    const Claim* claim = open.top(layer);
    if (!claim) continue;
    if (row.owner.kind == OwnerKind::kUnknown) row.owner = claim->owner;
    take(row.facts.state, claim->facts.state);
    take(row.facts.type, claim->facts.type);
    take(row.facts.protect, claim->facts.protect);
    take(row.facts.allocation_base, claim->facts.allocation_base);
  }
  return row;
}

std::vector<Border> borders_of(const Evidence& evidence) {
  std::vector<Border> borders;
  for (std::uint32_t layer = 0; layer < kLayers; ++layer) {
    std::uint32_t index = 0;
    for (const Claim& claim : evidence.claims(static_cast<Layer>(layer))) {
      borders.push_back({claim.begin, layer, index, true});
      borders.push_back({claim.end, layer, index++, false});
    }
  }
  std::ranges::sort(borders, {}, &Border::at);
  return borders;
}

}  // namespace

std::vector<Claim> lay_out(const Evidence& evidence) {
  std::vector<Claim> rows;
  Open open(evidence);
  std::uint64_t at = 0;
  const Claim* last_listed = nullptr;
  const auto advance = [&](std::uint64_t to) {
    if (at == to) return;
    Claim row = resolve(open);
    row.begin = at;
    row.end = to;
    const Claim* listed = open.top(Layer::kListed);
    const bool is_same = !rows.empty() && listed == last_listed && rows.back().owner == row.owner &&
                         rows.back().facts == row.facts;
    if (is_same)
      rows.back().end = to;
    else
      rows.push_back(row);
    last_listed = listed;
    at = to;
  };
  for (const Border& border : borders_of(evidence)) {
    advance(border.at);
    open.apply(border);
  }
  advance(evidence.space_end());
  return rows;
}

}  // namespace dumplab::regions
