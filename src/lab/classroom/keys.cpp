// SPDX-License-Identifier: MIT
#include "classroom/keys.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

#include "base/check.h"
#include "base/files.h"
#include "base/try.h"
#include "classroom/length_prefixed.h"

namespace dumplab::classroom {
namespace {

constexpr std::size_t kShortest = 16, kLongest = 64 << 10;  // bytes of a secret
constexpr std::string_view kOpenSecret = "dumplab: a secret that everybody knows";

const unsigned char* chars_of(const void* bytes) { return static_cast<const unsigned char*>(bytes); }

}  // namespace

Result<Secret> Secret::from_bytes(std::span<const std::byte> bytes) {
  if (!bytes.empty() && bytes.back() == std::byte{'\n'}) bytes = bytes.first(bytes.size() - 1);
  if (!bytes.empty() && bytes.back() == std::byte{'\r'}) bytes = bytes.first(bytes.size() - 1);
  if (bytes.size() < kShortest || bytes.size() > kLongest)
    return fail(ErrorKind::kMalformed, bytes.size(),
                fmt::format("secret: {} bytes, {} to {} are wanted", bytes.size(), kShortest, kLongest));
  DUMPLAB_CHECK(sodium_init() >= 0);
  Key key;
  crypto_generichash(key.data(), key.size(), chars_of(bytes.data()), bytes.size(), nullptr, 0);
  return Secret(key);
}

Result<Secret> Secret::read(const std::filesystem::path& path) {
  DUMPLAB_TRY(const MappedFile file, MappedFile::open(path));
  return from_bytes(file.view().bytes());
}

Secret Secret::known_to_all() { return *from_bytes(std::as_bytes(std::span(kOpenSecret))); }

Secret::~Secret() { sodium_memzero(key_.data(), key_.size()); }

std::array<std::uint8_t, 32> Secret::derive(std::string_view purpose, const Instance& instance,
                                            std::string_view last) const {
  std::string message;
  append_field(message, purpose);
  append_field(message, instance.use == Use::kExam ? "exam" : "practice");
  for (const std::string& word : {instance.lab, instance.term, instance.student, instance.exercise})
    append_field(message, word);
  append_field(message, std::to_string(instance.attempt));
  append_field(message, last);
  std::array<std::uint8_t, 32> digest;
  crypto_generichash(digest.data(), digest.size(), chars_of(message.data()), message.size(), key_.data(),
                     key_.size());
  return digest;
}

std::uint64_t Secret::seed(const Instance& instance) const {
  const auto digest = derive("dumplab/seed/1", instance, "");
  std::uint64_t seed = 0;
  for (std::size_t i = 0; i < sizeof seed; ++i) seed |= std::uint64_t{digest[i]} << 8 * i;
  return seed;
}

Salt Secret::salt(const Instance& instance, std::string_view check) const {
  const auto digest = derive("dumplab/salt/1", instance, check);
  Salt salt;
  std::copy_n(digest.begin(), salt.size(), salt.begin());
  return salt;
}

}  // namespace dumplab::classroom
