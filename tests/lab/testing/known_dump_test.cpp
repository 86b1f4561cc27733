// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>

#include "dumplab/testing.h"

namespace dumplab::testing {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string text_of(std::span<const std::byte> bytes) {
  std::string text(bytes.size(), '\0');
  std::memcpy(text.data(), bytes.data(), bytes.size());
  return text;
}

std::uint64_t flags_of(const KnownDump& dump) {
  std::uint64_t flags = 0;
  std::memcpy(&flags, dump.bytes().data() + 24 /* MINIDUMP_HEADER.Flags */, sizeof flags);
  return flags;
}

std::string error_of(std::string_view program, const DumpOptions& options = {}) {
  const auto made = try_make_dump(program, options);
  return made ? "no error" : made.error().what;
}

TEST(KnownDump, has_the_bytes_of_the_committed_dumps) {
  for (const char* scenario : {"null-pointer", "divide-by-zero", "deadlock", "ten-waiters"}) {
    const auto dump = make_dump(scenario, {.seed = 7, .dump_type = "mini"});
    const std::string golden = read_file(fs::path(DUMPLAB_GOLDEN_DUMPS) / (std::string(scenario) + ".dmp"));
    ASSERT_FALSE(golden.empty());
    EXPECT_TRUE(text_of(dump.bytes()) == golden) << scenario;
    EXPECT_TRUE(read_file(dump.file()) == golden) << scenario;
  }
}

// The numbers are those of dumps/null-pointer.analyze.txt and its exercise.
TEST(KnownDump, tells_what_the_machine_knows) {
  const auto dump = make_dump("null-pointer", 7);
  const truth::Truth& truth = dump.truth();
  EXPECT_EQ(truth.scenario, "null-pointer");
  EXPECT_EQ(truth.seed, 7u);
  ASSERT_TRUE(truth.exception);
  EXPECT_EQ(truth.exception->code, 0xc0000005u);
  std::map<std::uint32_t, const truth::Thread*> threads;
  for (const truth::Thread& thread : truth.threads) threads[thread.thread_id] = &thread;
  ASSERT_TRUE(threads.contains(truth.exception->thread_id));
  const truth::Thread& failed = *threads[truth.exception->thread_id];
  ASSERT_EQ(failed.frames.size(), 7u);
  EXPECT_EQ(failed.frames[0].function, "RecordSale");
  EXPECT_EQ(failed.frames[0].eip, truth.exception->address);
  EXPECT_EQ(failed.frames[6].function, "BaseThreadStart");
  EXPECT_EQ(truth.modules.size(), 4u);
  EXPECT_EQ(truth.regions.back().owner, "kernel");
}

TEST(KnownDump, takes_every_word_for_the_type_of_a_dump) {
  EXPECT_EQ(flags_of(make_dump("null-pointer", {.dump_type = "normal"})), 0u);
  EXPECT_EQ(flags_of(make_dump("null-pointer", {.dump_type = "0x1826"})), 0x1826u);
  EXPECT_EQ(flags_of(make_dump("null-pointer", {.dump_type = "handle-data+thread-info"})), 0x1004u);
  EXPECT_NE(flags_of(make_dump("null-pointer", 1)) & 2 /* MiniDumpWithFullMemory */, 0u);
}

TEST(KnownDump, takes_the_dump_where_it_is_asked_for) {
  EXPECT_EQ(make_dump("null-pointer", 1).truth().captured, "fault");
  EXPECT_EQ(make_dump("deadlock", 1).truth().captured, "hang");
  const auto early = make_dump("null-pointer", {.dump_type = "mini", .capture = "tick:40000"});
  EXPECT_EQ(early.truth().captured, "tick");
  EXPECT_FALSE(early.truth().exception);
}

TEST(KnownDump, removes_its_file) {
  fs::path first, folder;
  {
    auto dump = make_dump("null-pointer", {.dump_type = "mini"});
    first = dump.file();
    folder = first.parent_path();
    EXPECT_EQ(first.filename(), "null-pointer-1.dmp");
    auto moved = std::move(dump);
    EXPECT_TRUE(fs::exists(first));
    EXPECT_EQ(moved.file(), first);
    moved = make_dump("null-pointer", {.seed = 2, .dump_type = "mini"});
    EXPECT_FALSE(fs::exists(first));
    EXPECT_TRUE(fs::exists(moved.file()));
    first = moved.file();
  }
  EXPECT_FALSE(fs::exists(first));
  EXPECT_FALSE(fs::exists(folder));
}

TEST(KnownDump, says_what_is_wrong) {
  EXPECT_EQ(error_of("nowhere"), "nowhere: neither a scenario nor a file");
  EXPECT_EQ(error_of("deadlock", {.dump_type = "huge"}), "\"huge\" is no dump type (dumplab run --help)");
  EXPECT_EQ(error_of("deadlock", {.capture = "never"}), "\"never\" is no capture (dumplab run --help)");
  EXPECT_EQ(error_of("deadlock", {.cpus = 33}), "cpus takes 1 to 32");
  EXPECT_EQ(error_of("deadlock", {.process = "Other.exe"}), "there is no process Other.exe");
  EXPECT_NE(error_of("null-pointer", {.capture = "hang"}).find("null-pointer: no dump taken: "),
            std::string::npos);
  EXPECT_NE(error_of("deadlock", {.guest_folder = "/nowhere"}).find("no guest programs in /nowhere"),
            std::string::npos);
}

TEST(KnownDump, throws_the_words_of_the_error) {
  try {
    make_dump("nowhere", 1);
    FAIL() << "nothing was thrown";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "dumplab: nowhere: neither a scenario nor a file");
  }
}

}  // namespace
}  // namespace dumplab::testing
