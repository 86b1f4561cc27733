// SPDX-License-Identifier: MIT
#include "diagnose/bucket.h"

#include <fmt/format.h>

#include "diagnose/followup.h"

namespace dumplab::diagnose {
namespace {

constexpr std::uint32_t kHangCode = 0xcfffffff;

// Source: the FNV hash's description, 64 bits.
constexpr std::uint64_t kOffsetBasis = 0xcbf29ce484222325, kPrime = 0x100000001b3;

std::uint64_t fnv1a(std::string_view text, std::uint64_t hash = kOffsetBasis) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
  return hash;
}

}  // namespace

std::string failure_hash(std::string_view text) {
  const std::uint64_t high = fnv1a(text), low = fnv1a(text, fnv1a(std::string_view("\0", 1)));
  return fmt::format("{{{:08x}-{:04x}-{:04x}-{:04x}-{:012x}}}", high >> 32, high >> 16 & 0xffff,
                     high & 0xffff, low >> 48, low & 0xffffffffffff);
}

Bucket make_bucket(const Facts& facts, const Finding& finding) {
  Bucket bucket;
  bucket.problem_class = finding.problem_class.empty() ? "NO_FAULT" : finding.problem_class;
  const auto& fault = facts.fault();
  bucket.code = fault && !facts.is_break_in() ? fault->code : kHangCode;
  bucket.thread = finding.thread;
  if (!bucket.thread && fault) bucket.thread = fault->thread_id;
  if (!bucket.thread && !facts.threads().empty()) bucket.thread = facts.threads().front().thread->ThreadId;
  const ThreadState* state = bucket.thread ? facts.find_thread(*bucket.thread) : nullptr;
  if (state && !state->stack->frames.empty()) {
    bucket.frame = find_followup(*state->stack).value_or(0);
    const structures::Place& place = state->stack->frames[*bucket.frame].place;
    bucket.module = place.module;
    bucket.symbol = place.function;
    bucket.symbol_offset = place.function_offset;
  }
  bucket.failure_bucket_id = fmt::format("{}_{:08x}_{}!{}", bucket.problem_class, bucket.code,
                                         bucket.module.empty() ? "Unknown" : bucket.module,
                                         bucket.symbol.empty() ? "Unknown" : bucket.symbol);
  bucket.failure_id_hash = failure_hash(bucket.failure_bucket_id);
  return bucket;
}

}  // namespace dumplab::diagnose
