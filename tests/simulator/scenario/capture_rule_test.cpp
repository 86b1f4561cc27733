// SPDX-License-Identifier: MIT
#include "scenario/capture_rule.h"

#include <gtest/gtest.h>

#include "scenario/capture_plan.h"

namespace dumplab::scenario {
namespace {

using When = CaptureRule::When;

CaptureRule one(std::string_view text) {
  const auto rules = parse_capture_rules(text);
  EXPECT_TRUE(rules && rules->size() == 1) << text;
  return rules && !rules->empty() ? rules->front() : CaptureRule{};
}

TEST(CaptureRules, have_a_form_for_each_kind) {
  EXPECT_EQ(one("fault").when, When::kFault);
  EXPECT_EQ(one("first-chance").when, When::kFirstChance);
  EXPECT_EQ(one("exit").when, When::kExit);
  EXPECT_EQ(one("hang").when, When::kHang);
  EXPECT_FALSE(one("hang").seconds);
  EXPECT_EQ(one("hang:20").seconds, 20u);
  EXPECT_EQ(one("tick:0").tick, 0u);
  const CaptureRule label = one("Orders.exe!mark_sum");
  EXPECT_EQ(label.when, When::kLabel);
  EXPECT_EQ(label.module, "Orders.exe");
  EXPECT_EQ(label.label, "mark_sum");
}

TEST(CaptureRules, of_ticks_are_one_each_and_ascend) {
  const auto rules = parse_capture_rules("tick:5,6,1000000");
  ASSERT_TRUE(rules);
  ASSERT_EQ(rules->size(), 3u);
  EXPECT_EQ((*rules)[2].tick, 1'000'000u);
  for (const char* wrong :
       {"tick:", "tick:5,", "tick:5,5", "tick:6,5", "tick:-1", "tick:x", "tick:1000000000001"})
    EXPECT_FALSE(parse_capture_rules(wrong)) << wrong;
}

TEST(CaptureRules, are_nothing_else) {
  for (const char* wrong : {"", "faults", "hang:", "hang:0", "hang:1s", "hang:100001", "!x", "x!", "exit:1"})
    EXPECT_FALSE(parse_capture_rules(wrong)) << wrong;
}

TEST(CapturePlan, lets_the_machine_run_to_the_first_time_that_it_names) {
  EXPECT_EQ(CapturePlan({one("fault")}).next_limit(), 60u * 10'000'000);
  EXPECT_EQ(CapturePlan({one("hang:100")}).next_limit(), 100u * 10'000'000);
  EXPECT_EQ(CapturePlan({one("hang:3"), one("tick:77")}).next_limit(), 77u);
}

TEST(CapturePlan, finds_labels_by_file_name_or_stem) {
  CapturePlan plan({one("orders!Sum"), one("PriceList.dll!Find"), one("orders!Missing")});
  const auto find = [](const std::string& label) -> std::optional<std::uint32_t> {
    return label == "Missing" ? std::nullopt : std::optional<std::uint32_t>(0x1000);
  };
  EXPECT_EQ(plan.find_labels(8, "Orders.exe", 0x400000, find), std::vector<std::uint32_t>{0x1000});
  EXPECT_TRUE(plan.find_labels(8, "Orders2.exe", 0x500000, find).empty());
  EXPECT_EQ(plan.find_labels(8, "pricelist.DLL", 0x10000000, find).size(), 1u);
  EXPECT_TRUE(plan.is_label(8, 0x401000));
  EXPECT_FALSE(plan.is_label(9, 0x401000));
  EXPECT_FALSE(plan.is_label(8, 0x401001));
  plan.use(one("orders!Sum"));
  EXPECT_FALSE(plan.is_label(8, 0x401000));
  EXPECT_TRUE(plan.is_label(8, 0x10001000));
}

}  // namespace
}  // namespace dumplab::scenario
