// SPDX-License-Identifier: MIT
#include "report/rust_minidump_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "snapshot/captured_memory.h"

namespace dumplab::report {
namespace {

using Json = nlohmann::json;

Json read(const Snapshot& snapshot) {
  return Json::parse(to_rust_minidump_json(Analysis(snapshot, {}, symbols::SearchPath())));
}

Snapshot one_thread(Context context, Processor processor) {
  Snapshot snapshot;
  snapshot.system.ProcessorArchitecture = processor;
  snapshot.system.PlatformId = 2;
  snapshot.memory = std::make_shared<snapshot::CapturedMemory>();
  Thread& thread = snapshot.threads.emplace_back();
  thread.ThreadId = 23;
  thread.context = std::move(context);
  return snapshot;
}

ContextX86 at(std::uint32_t eip) {
  ContextX86 context;
  context.Eip = eip;
  return context;
}

// Source: rust-minidump, minidump-stackwalk/tests/snapshots, json-pretty-unloaded.
TEST(RustMinidumpJson, names_the_modules_that_were_at_an_address_once) {
  Snapshot snapshot = one_thread(at(0x00f00800), Processor::kX86);
  const auto unload = [&](std::uint64_t base, std::uint32_t size, const char* name) {
    snapshot.unloaded_modules.push_back({base, size, 0, 0xb1054d2a, name});
  };
  unload(0x00a003a0, 0x1000, "unused.dll");
  unload(0x00f00000, 0x1000, "many.dll");
  unload(0x0af00220, 0x2000, "solo.dll");
  unload(0x00f00100, 0x1000, "many.dll");
  unload(0x00f003a0, 0x1000, "many.dll");
  unload(0x00f00220, 0x2000, "solo.dll");
  unload(0x0af00220, 0x2000, "solo.dll");
  unload(0x00f00000, 0x1000, "many.dll");
  const Json json = read(snapshot);
  const Json frame = json["threads"][0]["frames"][0];
  EXPECT_EQ(frame["offset"], "0x00f00800");
  EXPECT_EQ(frame["module"], nullptr);
  EXPECT_EQ(frame["unloaded_modules"],
            Json::parse(R"([{"module": "many.dll", "offsets": ["0x00000460", "0x00000700", "0x00000800"]},
                            {"module": "solo.dll", "offsets": ["0x000005e0"]}])"));
  ASSERT_EQ(json["unloaded_modules"].size(), 8u);
  EXPECT_EQ(json["unloaded_modules"][2], Json::parse(R"({"base_addr": "0x0af00220", "end_addr": "0x0af02220",
      "code_id": "b1054d2a2000", "filename": "solo.dll", "cert_subject": null})"));
}

TEST(RustMinidumpJson, says_null_of_a_dump_without_a_crash) {
  const Json json = read(one_thread(at(0x00401000), Processor::kX86));
  EXPECT_EQ(json["status"], "OK");
  EXPECT_EQ(json["crashing_thread"], nullptr);
  EXPECT_EQ(json["pid"], nullptr);
  EXPECT_EQ(json["main_module"], nullptr);
  for (const auto& [field, value] : json["crash_info"].items()) EXPECT_EQ(value, nullptr) << field;
}

TEST(RustMinidumpJson, pads_addresses_to_the_width_of_the_processor) {
  ContextAmd64 context;
  context.Rip = 0x7ff600001000;
  Snapshot snapshot = one_thread(context, Processor::kAmd64);
  snapshot.exception = Exception{23, 0xc0000005, 0, 0, 0x7ff600001000, {1, 0x24}, context};
  const Json json = read(snapshot);
  EXPECT_EQ(json["crash_info"]["address"], "0x0000000000000024");
  EXPECT_EQ(json["crash_info"]["crashing_thread"], 0);
  const Json frame = json["crashing_thread"]["frames"][0];
  EXPECT_EQ(frame["offset"], "0x00007ff600001000");
  EXPECT_EQ(frame["registers"]["rip"], "0x00007ff600001000");
  EXPECT_FALSE(json["threads"][0]["frames"][0].contains("registers"));
}

// Windows sometimes extends the sign of 32-bit addresses.
TEST(RustMinidumpJson, cuts_addresses_of_32_bit_processors) {
  Snapshot snapshot = one_thread(at(0x00401000), Processor::kX86);
  snapshot.exception = Exception{23, 0xc0000005, 0, 0, 0x00401000, {0, 0xffffffff80001000}, at(0x00401000)};
  EXPECT_EQ(read(snapshot)["crash_info"]["address"], "0x80001000");
}

TEST(RustMinidumpJson, has_no_crashing_thread_where_the_dump_does_not_list_it) {
  Snapshot snapshot = one_thread(at(0x00401000), Processor::kX86);
  snapshot.exception = Exception{99, 0x80000003, 0, 0, 0x00401000, {}, at(0x00401000)};
  const Json json = read(snapshot);
  EXPECT_EQ(json["crash_info"]["type"], "EXCEPTION_BREAKPOINT");
  EXPECT_EQ(json["crash_info"]["crashing_thread"], nullptr);
  EXPECT_EQ(json["crashing_thread"], nullptr);
}

}  // namespace
}  // namespace dumplab::report
