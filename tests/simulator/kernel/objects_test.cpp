// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "kernel/handle_table.h"
#include "kernel/object_names.h"
#include "kernel/object_type.h"

namespace dumplab::kernel {
namespace {

HandleEntry entry() { return {std::make_shared<Event>(true, false), 1, 0}; }

TEST(HandleTable, gives_multiples_of_four_and_the_lowest_free_one_again) {
  HandleTable table(16);
  EXPECT_EQ(table.insert(entry()), 16u);
  EXPECT_EQ(table.insert(entry()), 20u);
  EXPECT_EQ(table.insert(entry()), 24u);
  EXPECT_TRUE(table.erase(20));
  EXPECT_TRUE(table.erase(16));
  EXPECT_FALSE(table.erase(16));
  EXPECT_EQ(table.insert(entry()), 16u);
  EXPECT_EQ(table.insert(entry()), 20u);
  EXPECT_EQ(table.insert(entry()), 28u);
}

TEST(HandleTable, does_not_look_at_the_two_low_bits) {
  HandleTable table(4);
  table.insert(entry());
  EXPECT_NE(table.find(7), nullptr);
  EXPECT_EQ(table.find(8), nullptr);
  EXPECT_TRUE(table.erase(5));
}

TEST(ObjectNames, end_with_the_last_reference) {
  ObjectNames names;
  auto event = std::make_shared<Event>(true, false);
  names.add("\\BaseNamedObjects\\Go", event);
  EXPECT_EQ(names.find("\\BaseNamedObjects\\Go"), event);
  EXPECT_EQ(names.find("\\BaseNamedObjects\\go"), nullptr) << "case counts";
  EXPECT_EQ(event->name, "\\BaseNamedObjects\\Go");
  event.reset();
  EXPECT_EQ(names.find("\\BaseNamedObjects\\Go"), nullptr);
}

TEST(ObjectNames, lie_in_directories) {
  const ObjectNames names;
  EXPECT_TRUE(names.has_directory_of("\\BaseNamedObjects\\Go"));
  EXPECT_TRUE(names.has_directory_of("\\Go"));
  EXPECT_FALSE(names.has_directory_of("\\Nowhere\\Go"));
  EXPECT_FALSE(names.has_directory_of("Go"));
  EXPECT_NE(names.find("\\KnownDlls"), nullptr);
}

TEST(ObjectType, resolves_generic_rights) {
  const ObjectType* event = find_object_type("Event");
  ASSERT_NE(event, nullptr);
  EXPECT_EQ(granted_access(*event, 0x1f0003), 0x1f0003u);
  EXPECT_EQ(granted_access(*event, 0x10000000), 0x1f0003u) << "GENERIC_ALL";
  EXPECT_EQ(granted_access(*event, 0x80000000), 0x20001u) << "GENERIC_READ";
  EXPECT_EQ(granted_access(*event, 0x02000000), 0x1f0003u) << "MAXIMUM_ALLOWED";
  EXPECT_EQ(granted_access(*event, 0x00400002), 0x2u) << "a right that events do not have";
  EXPECT_EQ(find_object_type("Door"), nullptr);
}

TEST(NameOfAFile, is_that_of_its_device) {
  machine::DiskFile file{"C:\\Data\\Orders.txt", 0, {}};
  EXPECT_EQ(name_of(File(&file)), "\\Device\\HarddiskVolume1\\Data\\Orders.txt");
  EXPECT_EQ(name_of(File(nullptr)), "");
}

}  // namespace
}  // namespace dumplab::kernel
