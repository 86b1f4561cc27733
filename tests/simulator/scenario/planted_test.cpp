// SPDX-License-Identifier: MIT
#include "scenario/planted.h"

#include <gtest/gtest.h>

namespace dumplab::scenario {
namespace {

constexpr std::uint32_t kProcess = 600;

truth::Record mark(const char* name, std::uint32_t thread, std::uint64_t eax, std::uint64_t ecx,
                   std::uint64_t edx = 0) {
  return {0, truth::Kind::kMark, kProcess, thread, {0, eax, ecx, edx, 0}, name};
}

truth::Record lock(const char* what, std::uint32_t thread, std::uint64_t section) {
  return mark((std::string("mark_lock_") + what).c_str(), thread, 0, section);
}

truth::Record exception(std::uint32_t thread, std::uint64_t code, std::uint64_t parameter_1) {
  return {0, truth::Kind::kExceptionRaised, kProcess, thread, {code, 0, 0, 0, parameter_1}, {}};
}

truth::Truth truth_with_exception(std::uint32_t thread, std::uint32_t code, std::uint64_t address) {
  truth::Truth truth;
  truth.process_id = kProcess;
  truth.exception = truth::Exception{code, address, thread};
  return truth;
}

Planted planted_by(const char* pattern, truth::Truth truth, const truth::Log& log = {}) {
  truth.process_id = kProcess;
  ScenarioFile file;
  file.pattern = pattern;
  return find_planted(file, truth, log);
}

TEST(Planted, address_of_a_pointer_is_the_one_of_the_dumps_own_exception) {
  const truth::Log log = {exception(8, 0xc0000005, 0x1111), exception(4, 0xc0000005, 0x2222),
                          exception(4, 0xe0000001, 0x3333)};
  const Planted planted = planted_by("invalid-pointer", truth_with_exception(4, 0xc0000005, 0x401000), log);
  EXPECT_EQ(planted.pattern, "invalid-pointer");
  EXPECT_EQ(planted.address, 0x2222u);
  EXPECT_EQ(planted.thread, 4u);
}

TEST(Planted, division_is_where_the_exception_was) {
  const Planted planted = planted_by("divide-by-zero", truth_with_exception(4, 0xc0000094, 0x401000));
  EXPECT_EQ(planted.address, 0x401000u);
  EXPECT_EQ(planted.thread, 4u);
}

TEST(Planted, recursion_is_told_without_what_it_calls_last) {
  truth::Truth truth = truth_with_exception(4, 0xc00000fd, 0x401000);
  truth::Thread& thread = truth.threads.emplace_back();
  thread.thread_id = 4;
  thread.frames.push_back({0x401000, 0, "a.dll", "Format"});
  for (int i = 0; i < 10; ++i) {
    thread.frames.push_back({0x402000, 0, "a.dll", "Inner"});
    thread.frames.push_back({0x403000, 0, "a.dll", "Outer"});
  }
  const Planted planted = planted_by("stack-overflow", truth);
  EXPECT_EQ(planted.recursion, (std::vector<std::string>{"Inner", "Outer"}));
}

TEST(Planted, deadlock_is_the_cycle_and_not_those_who_wait_for_it) {
  const truth::Log log = {lock("acquired", 4, 0xa0), lock("acquired", 8, 0xb0), lock("wait", 4, 0xb0),
                          lock("wait", 8, 0xa0),     lock("wait", 12, 0xa0),    lock("tried", 16, 0xc0),
                          lock("wait", 20, 0xc0)};
  const Planted planted = planted_by("deadlock", {}, log);
  EXPECT_EQ(planted.threads, (std::vector<std::uint32_t>{4, 8}));
  EXPECT_EQ(planted.locks, (std::vector<std::uint64_t>{0xa0, 0xb0}));
}

TEST(Planted, root_of_a_wait_chain_waits_for_no_lock) {
  const truth::Log log = {lock("acquired", 4, 0xa0),  lock("acquired", 4, 0xa8), lock("acquired", 8, 0xb0),
                          lock("wait", 8, 0xa0),      lock("wait", 12, 0xb0),    lock("acquired", 16, 0xc0),
                          lock("released", 16, 0xc0), lock("wait", 20, 0xc0)};
  const Planted planted = planted_by("wait-chain", {}, log);
  EXPECT_EQ(planted.thread, 4u);
  EXPECT_EQ(planted.threads, (std::vector<std::uint32_t>{8, 12}));
  EXPECT_EQ(planted.locks, (std::vector<std::uint64_t>{0xa0}));
}

TEST(Planted, spiking_thread_has_the_most_user_time) {
  truth::Truth truth;
  truth.threads.resize(3);
  for (std::uint32_t i = 0; i < 3; ++i) truth.threads[i].thread_id = 4 * (i + 1);
  truth.threads[0].kernel_time = 900;
  truth.threads[1].user_time = 500;
  truth.threads[2].user_time = 499;
  EXPECT_EQ(planted_by("spiking-thread", truth).thread, 8u);
}

TEST(Planted, damaged_heap_entry_is_the_one_behind_the_block_that_was_written_past) {
  // 20 bytes fill two units of 8 and a half; the next entry is at +24.
  const truth::Log log = {mark("mark_heap_allocated", 4, 0x1008, 0x900, 20),
                          mark("mark_record", 4, 0x1008, 0x1018), mark("mark_record", 4, 0x1008, 0x101c),
                          mark("mark_record", 8, 0x1008, 0x1020), mark("mark_record", 12, 0x1008, 0x1024)};
  const Planted planted = planted_by("heap-corruption", {}, log);
  EXPECT_EQ(planted.address, 0x1020u);
  EXPECT_EQ(planted.thread, 8u);
}

TEST(Planted, nothing_is_found_where_nothing_happened) {
  for (const char* pattern : {"no-fault", "deadlock", "wait-chain", "heap-corruption", "invalid-pointer"}) {
    const Planted planted = planted_by(pattern, {});
    EXPECT_FALSE(planted.address || planted.thread) << pattern;
    EXPECT_TRUE(planted.locks.empty() && planted.threads.empty()) << pattern;
  }
}

}  // namespace
}  // namespace dumplab::scenario
