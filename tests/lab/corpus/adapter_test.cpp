// SPDX-License-Identifier: MIT
// The outputs are what those programs print, shortened.
#include "corpus/adapters/adapter.h"

#include <gtest/gtest.h>

namespace dumplab::corpus {
namespace {

truth::Facts read(const char* adapter, std::string output) {
  ParserRun run;
  run.exit_code = 0;
  run.output = std::move(output);
  const auto facts = find_adapter(adapter)->read(run);
  if (!facts || !*facts) throw std::runtime_error(facts ? "refused" : facts.error().what);
  return **facts;
}
bool refuses(const char* adapter, std::string output, int exit_code) {
  ParserRun run;
  run.exit_code = exit_code;
  run.output = std::move(output);
  const auto facts = find_adapter(adapter)->read(run);
  return facts && !*facts;
}

TEST(BreakpadAdapter, adds_offsets_to_the_bases_of_modules) {
  const auto facts = read("breakpad",
                          "OS|Windows NT|5.1.2600 Service Pack 3\n"
                          "Crash|EXCEPTION_ACCESS_VIOLATION_WRITE|0x24|1\n"
                          "Module|Orders.exe|1.1.0.0|Orders.pdb|1E5|0x00730000|0x0073afff|1\n\n"
                          "1|0|Orders.exe||||0x1162\n1|1|||||0x12345\n0|0|Orders.exe||||0x14a4\n");
  EXPECT_EQ(facts.modules->at(0), (truth::Facts::Module{"Orders.exe", 0x730000, 0xb000}));
  EXPECT_EQ(facts.threads->at(0).frames, (std::vector<std::uint64_t>{0x7314a4}));
  EXPECT_EQ(facts.threads->at(1).frames, (std::vector<std::uint64_t>{0x731162, 0x12345}));
}

TEST(LldbAdapter, reads_ids_images_and_frames) {
  const auto facts = read("lldb",
                          "(lldb) target create --core x.dmp\nCore file 'x.dmp' (i386) was loaded.\n"
                          "(lldb) thread list\nProcess 1412 stopped\n"
                          "  thread #1: tid = 0x05c4, 0x7cac14a4 ntdll.dll\n"
                          "* thread #2: tid = 0x05d4, 0x27e01162 PriceList.dll, stop reason = Exception\n"
                          "(lldb) image list\n"
                          "[  0] 1E51A35D-B0CA 0x00730000 C:\\Programs\\Orders\\Orders.exe \n"
                          "(lldb) bt all\n  thread #1\n    frame #0: 0x7cac14a4 ntdll.dll\n"
                          "* thread #2, stop reason = Exception\n  * frame #0: 0x27e01162 PriceList.dll\n"
                          "    frame #1: 0x27e01124 PriceList.dll\n");
  ASSERT_EQ(facts.threads->size(), 2u);
  EXPECT_EQ(facts.threads->at(1).thread_id, 0x5d4u);
  EXPECT_EQ(facts.threads->at(1).frames, (std::vector<std::uint64_t>{0x27e01162, 0x27e01124}));
  EXPECT_EQ(facts.modules->at(0), (truth::Facts::Module{"Orders.exe", 0x730000, 0}));
}

TEST(RustMinidumpAdapter, reads_threads_and_modules) {
  const auto facts = read("rust-minidump", R"({"status": "OK",
    "modules": [{"base_addr": "0x00400000", "end_addr": "0x0042d000", "filename": "c:\\test_app.exe"}],
    "threads": [{"thread_id": 3060, "frames": [{"frame": 0, "offset": "0x0040429e", "trust": "context"},
                                                {"frame": 1, "offset": "0x00404200", "trust": "scan"}]}]})");
  EXPECT_EQ(facts.modules->at(0), (truth::Facts::Module{"test_app.exe", 0x400000, 0x2d000}));
  EXPECT_EQ(facts.threads->at(0).thread_id, 3060u);
  EXPECT_EQ(facts.threads->at(0).frames, (std::vector<std::uint64_t>{0x40429e, 0x404201}));
}

TEST(FactsAdapter, reads_what_is_written) {
  truth::Facts facts;
  facts.verdict = "W";
  facts.threads = {{{7, 0x1000, {}, {{0x1000}}}}};
  facts.memory = {{{0x1000, 16, "ab"}}};
  const auto read_back = read("facts", truth::to_json(facts));
  EXPECT_EQ(read_back.verdict, "W");
  EXPECT_EQ(read_back.threads, facts.threads);
  EXPECT_EQ(read_back.memory, facts.memory);
  EXPECT_FALSE(read_back.modules);
}

TEST(Adapters, know_a_refusal) {
  EXPECT_TRUE(refuses("breakpad", "", 1));
  EXPECT_TRUE(refuses("lldb", "error: unable to find process plug-in", 0));
  EXPECT_TRUE(refuses("rust-minidump", "", 1));
  EXPECT_TRUE(refuses("facts", "", 1));
  EXPECT_TRUE(refuses("facts", R"({"schema": "dumplab/facts/1", "verdict": "R"})", 0));
}

TEST(Adapters, say_when_output_is_of_another_kind) {
  ParserRun run;
  run.exit_code = 0;
  for (const char* output : {"{\"schema\": 5", "{\"schema\": 1e999}"}) {
    run.output = output;
    for (const char* name : {"facts", "rust-minidump", "dumplab"})
      EXPECT_FALSE(find_adapter(name)->read(run)) << name << ": " << output;
  }
}

}  // namespace
}  // namespace dumplab::corpus
