// SPDX-License-Identifier: MIT
// The three forms of `analyze --regions`. What a form must say is WinDbg's documented output of `!address`.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "analyzer/hand_made_memory.h"
#include "report/region_facts.h"
#include "report/region_list.h"
#include "report/region_summary.h"

namespace dumplab::report {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t kTeb = 0x7ffdf000, kPeb = 0x7ffd8000, kHeap = 0x240000, kHeapList = 0x7c9a0000;

/// Process 1a4h with thread 1b0h behind another, a stack, a heap, a module, a mapped file and nothing else.
Snapshot listed() {
  test::HandMadeMemory memory;
  memory.teb(kTeb, 0x1b0, kPeb, 0x1a0000, 0x19d000, 0xa0000).peb(kPeb, 0, 0, kHeap, 1, kHeapList);
  memory.u32(kHeapList, kHeap).heap(kHeap).zeros(0x19d000, 0x3000);
  memory.heap_segment(kHeap + 0x640, kHeap, kHeap, 0x10, 0, 0, 0);
  Snapshot s;
  s.memory = memory.build();
  s.system.PlatformId = 2;
  s.misc = MiscInfo{};
  s.misc->Flags1 = 1;
  s.misc->ProcessId = 0x1a4;
  s.threads.resize(2);
  s.threads[0].ThreadId = 0x1ac;
  s.threads[1].ThreadId = 0x1b0;
  s.threads[1].Teb = kTeb;
  Module module;
  module.BaseOfImage = 0x400000;
  module.SizeOfImage = 0x1000;
  module.path = "C:\\lab\\lab.exe";
  s.modules.push_back(module);
  std::uint64_t at = 0;
  const auto add = [&](std::uint64_t size, std::uint64_t allocation, std::uint32_t state,
                       std::uint32_t protect, std::uint32_t type) {
    s.regions.push_back({at, allocation, allocation ? 4u : 0u, size, state, protect, type});
    at += size;
  };
  const auto add_free_up_to = [&](std::uint64_t end) { add(end - at, 0, 0x10000, 1, 0); };
  add_free_up_to(0xa0000);
  add(0xfc000, 0xa0000, 0x2000, 0, 0x20000);
  add(0x1000, 0xa0000, 0x1000, 0x104, 0x20000);
  add(0x3000, 0xa0000, 0x1000, 4, 0x20000);
  add_free_up_to(0x3a0000);
  add(0x2000, 0x3a0000, 0x1000, 2, 0x40000);
  add_free_up_to(0x400000);
  add(0x1000, 0x400000, 0x1000, 2, 0x1000000);
  add_free_up_to(kTeb);
  add(0x1000, kTeb, 0x1000, 4, 0x20000);
  add_free_up_to(0x7fff0000);
  return s;
}

std::string list_of(const Snapshot& s) { return document::render_text(list_regions(Analysis(s, {}, {}))); }

/// Lines with runs of spaces made one.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines(1);
  for (const char c : text) {
    if (c == '\n')
      lines.emplace_back();
    else if (c != ' ' || (!lines.back().empty() && lines.back().back() != ' '))
      lines.back() += c;
  }
  for (std::string& line : lines)
    if (line.ends_with(' ')) line.pop_back();
  return lines;
}

void expect_line(const std::string& text, const std::string& line) {
  const auto lines = lines_of(text);
  EXPECT_NE(std::find(lines.begin(), lines.end(), line), lines.end()) << line << "\n--- not in\n" << text;
}

TEST(RegionList, has_windbgs_columns_and_words) {
  const std::string text = list_of(listed());
  EXPECT_EQ(lines_of(text)[0], "BaseAddr EndAddr+1 RgnSize Type State Protect Usage");
  expect_line(text, "+ a0000 19c000 fc000 MEM_PRIVATE MEM_RESERVE Stack [~1; 1a4.1b0]");
  expect_line(text,
              "19c000 19d000 1000 MEM_PRIVATE MEM_COMMIT PAGE_READWRITE | PAGE_GUARD Stack [~1; 1a4.1b0]");
  expect_line(text, "19d000 1a0000 3000 MEM_PRIVATE MEM_COMMIT PAGE_READWRITE Stack [~1; 1a4.1b0]");
  expect_line(text, "+ 3a0000 3a2000 2000 MEM_MAPPED MEM_COMMIT PAGE_READONLY MappedFile");
  expect_line(text,
              "+ 400000 401000 1000 MEM_IMAGE MEM_COMMIT PAGE_READONLY Image [lab; \"C:\\lab\\lab.exe\"]");
  expect_line(text, "+ 7ffdf000 7ffe0000 1000 MEM_PRIVATE MEM_COMMIT PAGE_READWRITE TEB [~1; 1a4.1b0]");
  expect_line(text, "7fff0000 100000000 80010000 Other [kernel]");
  EXPECT_EQ(text.find("MemoryInfoList"), std::string::npos);
}

TEST(RegionList, without_a_memory_info_list_leaves_blank_what_nothing_proves) {
  Snapshot s = listed();
  s.regions.clear();
  const std::string text = list_of(s);
  expect_line(text, "a0000 19d000 fd000 Stack [~1; 1a4.1b0]");
  expect_line(text, "19d000 1a0000 3000 MEM_COMMIT Stack [~1; 1a4.1b0]");
  expect_line(text, "+ 400000 401000 1000 MEM_IMAGE Image [lab; \"C:\\lab\\lab.exe\"]");
  expect_line(text, "The dump has no MemoryInfoList: what is blank, nothing in it proves.");
}

TEST(RegionList, names_heaps_by_number_and_handle) {
  Snapshot s = listed();
  s.regions = {{kHeap, kHeap, 4, 0x10000, 0x1000, 4, 0x20000}};
  expect_line(
      list_of(s),
      "+ 240000 250000 10000 MEM_PRIVATE MEM_COMMIT PAGE_READWRITE Heap [ID: 0; Handle: 00240000; Type: "
      "Segment]");
}

TEST(RegionList, in_json) {
  const Json json = Json::parse(list_regions_json(Analysis(listed(), {}, {})));
  const Json expected = {{"base", "0xa0000"},
                         {"size", "0xfc000"},
                         {"state", "MEM_RESERVE"},
                         {"type", "MEM_PRIVATE"},
                         {"protect", nullptr},
                         {"owner", "stack-reserve:432"},
                         {"allocation_base", "0xa0000"},
                         {"usage", "Stack"}};
  EXPECT_EQ(json["regions"][1], expected);
  EXPECT_TRUE(json["regions"][0]["allocation_base"].is_null());
}

TEST(RegionSummary, has_five_tables_that_add_up) {
  const Snapshot s = listed();
  const Json json = Json::parse(regions_summary_json(Analysis(s, {}, {})));
  EXPECT_EQ(json["total"], "0x100000000");
  // Stack 100000h, mapped 2000h, image 1000h, TEB 1000h.
  EXPECT_EQ(json["busy"], "0x104000");
  const Json stack = {{"usage", "Stack"}, {"regions", 3}, {"size", "0x100000"}, {"busy", "0x100000"}};
  EXPECT_NE(std::find(json["usage"].begin(), json["usage"].end(), stack), json["usage"].end())
      << json["usage"];
  for (const char* table : {"usage", "state"}) {
    std::uint64_t sum = 0;
    for (const Json& row : json[table]) sum += std::stoull(row["size"].get<std::string>(), nullptr, 16);
    EXPECT_EQ(sum, 1ull << 32) << table;
  }
  const Json guard = {
      {"protect", "PAGE_READWRITE | PAGE_GUARD"}, {"regions", 1}, {"size", "0x1000"}, {"busy", "0x1000"}};
  EXPECT_NE(std::find(json["protect"].begin(), json["protect"].end(), guard), json["protect"].end());
  const Json largest = {{"usage", "Stack"}, {"base", "0xa0000"}, {"size", "0xfc000"}};
  EXPECT_NE(std::find(json["largest"].begin(), json["largest"].end(), largest), json["largest"].end());
  const std::string text = document::render_text(regions_summary(Analysis(s, {}, {})));
  expect_line(text, "--- Usage Summary RgnCount Total Size %ofBusy %ofTotal");
  expect_line(text, "Stack 3 100000 ( 1.000 MB) 98.46% 0.02%");
  expect_line(text, "--- Type Summary (for busy) RgnCount Total Size %ofBusy %ofTotal");
  expect_line(text, "MEM_MAPPED 1 2000 ( 8.000 kB) 0.77% 0.00%");
  expect_line(text, "--- State Summary RgnCount Total Size %ofBusy %ofTotal");
  expect_line(text, "--- Protect Summary (for commit) RgnCount Total Size %ofBusy %ofTotal");
  expect_line(text, "--- Largest Region by Usage Base Address Region Size");
}

TEST(RegionSummary, gives_no_share_of_busy_memory_where_some_may_be_free) {
  Snapshot s = listed();
  s.regions.pop_back();
  const Json json = Json::parse(regions_summary_json(Analysis(s, {}, {})));
  EXPECT_EQ(json["total"], "0x100000000");
  EXPECT_TRUE(json["busy"].is_null());
  const std::string text = document::render_text(regions_summary(Analysis(s, {}, {})));
  expect_line(text, "Stack 3 100000 ( 1.000 MB) 0.02%");
}

TEST(RegionFacts, are_windbgs) {
  const Snapshot s = listed();
  const Analysis analysis(s, {}, {});
  const std::string text = document::render_text(describe_region(analysis, 0x19ff00));
  expect_line(text, "Usage: Stack [~1; 1a4.1b0]");
  expect_line(text, "Owner: stack:432");
  expect_line(text, "Base Address: 0019d000");
  expect_line(text, "End Address: 001a0000");
  expect_line(text, "Region Size: 00003000 ( 12.000 kB)");
  expect_line(text, "State: 00001000 MEM_COMMIT");
  expect_line(text, "Protect: 00000004 PAGE_READWRITE");
  expect_line(text, "Type: 00020000 MEM_PRIVATE");
  expect_line(text, "Allocation Base: 000a0000");
  expect_line(text, "Allocation Protect: 00000004 PAGE_READWRITE");
  expect_line(text, "More info: ~1k");
  expect_line(text, "Content source: 1 (target), length: 100");
  const std::string image = document::render_text(describe_region(analysis, 0x400000));
  expect_line(image, "Image Path: C:\\lab\\lab.exe");
  expect_line(image, "More info: lmv m lab");
  expect_line(image, "Content source: not in the dump");
}

TEST(RegionFacts, say_what_is_not_in_the_dump) {
  Snapshot s = listed();
  s.regions.clear();
  const std::string text = document::render_text(describe_region(Analysis(s, {}, {}), 0xb0000));
  expect_line(text, "Usage: Stack [~1; 1a4.1b0]");
  expect_line(text, "Owner: unknown");
  expect_line(text, "State: not in the dump");
  expect_line(text, "Allocation Base: not in the dump");
}

TEST(RegionFacts, in_json) {
  const Snapshot s = listed();
  const Json json = Json::parse(describe_region_json(Analysis(s, {}, {}), 0x19ff00));
  EXPECT_EQ(json["base"], "0x19d000");
  EXPECT_EQ(json["address"], "0x19ff00");
  EXPECT_EQ(json["content_length"], "0x100");
  EXPECT_EQ(json["allocation_protect"], "PAGE_READWRITE");
  EXPECT_EQ(json["thread_id"], 0x1b0);
  EXPECT_TRUE(json["heap"].is_null());
  EXPECT_TRUE(json["module"].is_null());
}

}  // namespace
}  // namespace dumplab::report
