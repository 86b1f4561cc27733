// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "systems/deck_files.h"

namespace dumplab::systems {
namespace {

constexpr std::uint32_t kTurns = 10, kBorder = 0x4000, kTurn = 0x3ff8;
constexpr std::uint32_t kAdditions = 523261;  // in straight.S

deck::Configuration window_of(deck::LoadRule rule) {
  deck::Configuration configuration;
  configuration.addressing = deck::Addressing::kWindow;
  configuration.load_rule = rule;
  return configuration;
}

/// EIP at each load, the first `count`.
std::vector<Address> traps(const deck::CodeWindow& window, std::size_t count) {
  std::vector<Address> addresses;
  for (const auto& load : window.loads())
    if (addresses.size() < count) addresses.push_back({load.eip});
  return addresses;
}

}  // namespace

Result<Outcome> demand_code(const Settings& settings) {
  DUMPLAB_TRY(const DeckFiles straight, make_deck_files(settings, "straight"));
  DUMPLAB_TRY(const DeckFiles crossing, make_deck_files(settings, "crossing"));
  const std::string code = range_text(0x1000, kProgramSize - 0x1000);
  Outcome outcome;
  for (const auto rule : {deck::LoadRule::kNext, deck::LoadRule::kContaining}) {
    const std::string how = rule == deck::LoadRule::kNext ? "next 4 pages" : "the 4 pages of EIP";
    DUMPLAB_TRY(const auto system, run_deck(window_of(rule), straight));
    outcome.count("loads, straight code, " + how, system->window()->loads().size(), 128, code);
    outcome.count("additions that ran, " + how, system->result(), kAdditions, code);
    outcome.measures.push_back({"first EIPs that trap, " + how, traps(*system->window(), 4),
                                std::vector<Address>{{0x1000}, {0x4000}, {0x8000}, {0xc000}}, code});
  }

  DUMPLAB_TRY(const auto mended, run_deck(window_of(deck::LoadRule::kContaining), crossing));
  const std::string loop = range_text(kTurn, 16 + 3);
  outcome.count("loads in a loop across 0x00004000, the 4 pages of EIP", mended->window()->loads().size(),
                2 * kTurns, loop);
  outcome.count("loads per turn", mended->window()->loads().size() / kTurns, 2, loop);

  // The deck's own rule: stop where it brings in something else than the code at EIP.
  DUMPLAB_TRY(const auto system, deck::System::create(window_of(deck::LoadRule::kNext), crossing.files));
  system->on_load = [](const deck::CodeWindow::Load& load) { return load.right; };
  const auto ran = system->run();
  const auto& last = system->window()->loads().back();
  outcome.measures.push_back({"deck's rule, loop across 0x00004000",
                              std::string(ran          ? "ends"
                                          : last.right ? "stops"
                                                       : "runs the wrong code"),
                              std::string("runs the wrong code"), loop});
  outcome.address("first EIP with the wrong code", last.eip, kTurn, loop);
  outcome.count("first page of the file that is there instead", last.first_page, 2 * kBorder >> 12, loop);
  outcome.notes.push_back(
      "E4: \"load next 4 pages\" is right for straight code only; after a jump back the four pages that "
      "contain EIP are needed.");
  return outcome;
}

}  // namespace dumplab::systems
