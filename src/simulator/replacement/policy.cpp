// SPDX-License-Identifier: MIT
#include "replacement/policy.h"

#include <algorithm>

#include "base/check.h"
#include "replacement/clock.h"
#include "replacement/fifo.h"
#include "replacement/lru.h"
#include "replacement/mru.h"
#include "replacement/opt.h"

namespace dumplab::replacement {
namespace {

using Maker = std::unique_ptr<Policy> (*)(Inputs);

template <class Made>
std::unique_ptr<Policy> make(Inputs inputs) {
  return std::make_unique<Made>(std::move(inputs));
}

constexpr Maker kMakers[] = {
#define POLICY(word, Class, needs) &make<Class>,
#include "replacement/policies.def"
#undef POLICY
};

}  // namespace

const std::vector<PolicyKind>& policy_kinds() {
  static const std::vector<PolicyKind> kinds = {
#define POLICY(word, Class, needs) {#word, Needs::needs},
#include "replacement/policies.def"
#undef POLICY
  };
  return kinds;
}

std::optional<PolicyKind> find_policy(std::string_view word) {
  for (const PolicyKind& kind : policy_kinds())
    if (kind.word == word) return kind;
  return std::nullopt;
}

std::unique_ptr<Policy> make_policy(const PolicyKind& kind, Inputs inputs) {
  const auto& kinds = policy_kinds();
  const auto row =
      std::find_if(kinds.begin(), kinds.end(), [&](const PolicyKind& k) { return k.word == kind.word; });
  DUMPLAB_CHECK(row != kinds.end());
  return kMakers[row - kinds.begin()](std::move(inputs));
}

}  // namespace dumplab::replacement
