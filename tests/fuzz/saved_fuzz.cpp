// SPDX-License-Identifier: MIT
#include <cstdint>
#include <cstdlib>

#include "saved/envelope.h"
#include "saved/saved.h"

/// The input is a file of `run --save`, whose envelope is made to fit again. A machine that is accepted can
/// be saved, comes back the same, and can be destroyed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dumplab;
  const scenario::GuestSet guest{"", "0"};
  const auto archive = ByteView::of(data, size).from(std::min(size, sizeof(saved::Envelope)));
  const saved::Envelope envelope = saved::make_envelope(guest.sha256, archive->bytes());
  std::vector<std::byte> file(bytes_of(envelope).begin(), bytes_of(envelope).end());
  file.insert(file.end(), archive->bytes().begin(), archive->bytes().end());
  const auto opened = saved::open_envelope(ByteView(file), guest.sha256);
  if (!opened) std::abort();
  const auto run = saved::restore(*opened, guest);
  if (!run) return 0;
  const std::vector<std::byte> again = saved::save(**run);
  const auto same = saved::restore(ByteView(again), guest);
  if (!same || saved::save(**same) != again) std::abort();
  return 0;
}
