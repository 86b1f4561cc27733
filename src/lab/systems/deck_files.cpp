// SPDX-License-Identifier: MIT
#include "systems/deck_files.h"

#include <cstring>

#include "base/files.h"
#include "base/random.h"
#include "base/try.h"

namespace dumplab::systems {

Result<DeckFiles> make_deck_files(const Settings& settings, const std::string& program) {
  DUMPLAB_TRY(const MappedFile file, MappedFile::open(settings.guest / "deck" / (program + ".bin")));
  DeckFiles made;
  const auto bytes = file.view().bytes();
  made.files.push_back({"C:\\Programs\\DataBase.exe", {bytes.begin(), bytes.end()}});
  made.files.back().bytes.resize(kProgramSize);
  std::vector<std::byte> data(kDataSize);
  Random random(settings.seed, "Data.dat");
  for (std::uint32_t i = 0; i < kInts; ++i) {
    const auto value = static_cast<std::uint32_t>(random.next());
    std::memcpy(data.data() + 4 * i, &value, sizeof value);
    made.sum += value;
  }
  made.files.push_back({"C:\\Programs\\Data.dat", std::move(data)});
  return made;
}

Result<std::unique_ptr<deck::System>> run_deck(const deck::Configuration& configuration,
                                               const DeckFiles& files) {
  DUMPLAB_TRY(auto system, deck::System::create(configuration, files.files));
  system->count_memset();
  if (auto ran = system->run(); !ran) return tl::unexpected(ran.error());
  return system;
}

}  // namespace dumplab::systems
