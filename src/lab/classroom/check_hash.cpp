// SPDX-License-Identifier: MIT
#include "classroom/check_hash.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <limits>

#include "base/check.h"
#include "base/try.h"
#include "classroom/length_prefixed.h"

namespace dumplab::classroom {

static_assert(sizeof(Salt) == crypto_pwhash_SALTBYTES);

bool is_acceptable(const HashCost& cost) {
  return cost.passes >= 1 && cost.passes <= 64 && cost.memory >= 8 << 10 && cost.memory <= 256 << 20 &&
         cost.memory % 1024 == 0;
}

Result<CheckHash> make_check_hash(std::span<const std::string> answers, const Salt& salt,
                                  const HashCost& cost) {
  DUMPLAB_CHECK(is_acceptable(cost));
  DUMPLAB_CHECK(sodium_init() >= 0);
  std::string message;
  for (const std::string& answer : answers) append_field(message, answer);
  CheckHash check{salt, {}};
  if (crypto_pwhash(check.hash.data(), check.hash.size(), message.data(), message.size(), check.salt.data(),
                    cost.passes, cost.memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
    return fail(ErrorKind::kIo, 0, fmt::format("check: no memory of {} bytes for a hash", cost.memory));
  return check;
}

Result<bool> verify(const CheckHash& check, std::span<const std::string> answers, const HashCost& cost) {
  DUMPLAB_TRY(const CheckHash given, make_check_hash(answers, check.salt, cost));
  return sodium_memcmp(given.hash.data(), check.hash.data(), check.hash.size()) == 0;
}

bool may_publish(std::span<const std::uint64_t> candidates, std::uint64_t guess_milliseconds) {
  constexpr std::uint64_t kCoreYear = 365ull * 24 * 60 * 60 * 1000;  // milliseconds
  if (std::find(candidates.begin(), candidates.end(), 0) != candidates.end()) return false;
  std::uint64_t cost = guess_milliseconds;
  for (const std::uint64_t count : candidates) {
    if (cost > std::numeric_limits<std::uint64_t>::max() / count) return true;
    cost *= count;
  }
  return cost >= kCoreYear;
}

}  // namespace dumplab::classroom
