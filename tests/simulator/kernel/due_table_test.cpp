// SPDX-License-Identifier: MIT
#include "kernel/due_table.h"

#include <gtest/gtest.h>

#include "kernel/object.h"

namespace dumplab::kernel {
namespace {

/// The timer of an entry; null for a thread's.
std::shared_ptr<Timer> timer_of(const std::optional<DueTable::Entry>& entry) {
  if (!entry || !std::holds_alternative<std::weak_ptr<Timer>>(*entry)) return nullptr;
  return std::get<std::weak_ptr<Timer>>(*entry).lock();
}

TEST(DueTable, gives_what_is_due_first_and_of_equals_what_was_set_first) {
  DueTable table;
  const auto a = std::make_shared<Timer>(true), b = std::make_shared<Timer>(true),
             c = std::make_shared<Timer>(true);
  table.add(200, a);
  table.add(100, b);
  table.add(100, c);
  EXPECT_EQ(table.next(), 100u);
  EXPECT_FALSE(table.take(99));
  EXPECT_EQ(timer_of(table.take(150)), b);
  EXPECT_EQ(timer_of(table.take(150)), c);
  EXPECT_FALSE(table.take(150));
  EXPECT_EQ(timer_of(table.take(200)), a);
  EXPECT_FALSE(table.next());
}

TEST(DueTable, forgets_what_is_removed) {
  DueTable table;
  const auto a = std::make_shared<Timer>(true), b = std::make_shared<Timer>(true);
  const auto number = table.add(100, a);
  table.add(100, b);
  table.remove(100, number);
  EXPECT_EQ(timer_of(table.take(100)), b);
  EXPECT_FALSE(table.take(100));
}

TEST(DueTable, does_not_wait_for_a_timer_that_is_gone) {
  DueTable table;
  auto gone = std::make_shared<Timer>(true);
  table.add(100, gone);
  gone.reset();
  EXPECT_FALSE(table.next());
}

}  // namespace
}  // namespace dumplab::kernel
