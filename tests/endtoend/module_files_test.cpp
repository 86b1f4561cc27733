// SPDX-License-Identifier: MIT
// Module files stand in for images that a dump does not have: relocated and bound as the loader left them.
#include "capture.h"
#include "image/import_table.h"
#include "snapshot/profile.h"
#include "structures/module_images.h"

namespace dumplab {
namespace {

TEST(ModuleFiles, are_bound_as_the_loader_bound_them) {
  const Snapshot full = test::capture_scenario("null-pointer", 1).snapshot;
  Snapshot mini = snapshot::reduce(full, snapshot::Profile::kMini);
  const auto guest = scenario::GuestSet::find();
  ASSERT_TRUE(guest);
  symbols::SearchPath search;
  search.add_folder(guest->folder / "system");
  const structures::ModuleImages images(mini, search);
  std::size_t slots = 0;
  for (const structures::ModuleImage& module : images.all()) {
    if (!module.from_file) continue;
    ASSERT_TRUE(module.image) << module.name;
    for (const image::Import& import : image::read_imports(*module.image)) {
      const LinearAddress slot{module.module->BaseOfImage + import.slot};
      EXPECT_EQ(images.memory().read_u32(slot), full.memory->read_u32(slot))
          << module.name << ' ' << import.name;
      ++slots;
    }
  }
  EXPECT_GT(slots, 50u);
}

}  // namespace
}  // namespace dumplab
