// SPDX-License-Identifier: MIT
#pragma once

#include <optional>

#include "classroom/keys.h"

namespace dumplab::classroom {

/// Whose instance of an exercise, and what it comes from.
struct Ticket {
  Secret secret;
  Instance instance;  ///< its exercise is a name, "null-pointer"
  /// Chosen by hand; empty: from the secret.
  std::optional<std::uint64_t> chosen_seed = {};

  std::uint64_t seed() const { return chosen_seed ? *chosen_seed : secret.seed(instance); }
};

/// Of an instance that everybody can make: the attempt stands for the seed.
inline Ticket open_ticket(Use use, std::string exercise, std::uint64_t seed) {
  return {Secret::known_to_all(), {use, {}, {}, {}, std::move(exercise), seed}, seed};
}

}  // namespace dumplab::classroom
