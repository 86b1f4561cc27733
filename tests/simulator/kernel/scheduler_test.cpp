// SPDX-License-Identifier: MIT
#include "kernel/scheduler.h"

#include <gtest/gtest.h>

#include "kernel/process.h"

namespace dumplab::kernel {
namespace {

/// Threads of one process on some processors, and the switches as "cpu:from>to(why)".
class Dispatching : public testing::Test {
 protected:
  Dispatching() : machine({.memory = 1 << 20}), memory(machine, {}), process(memory, 4, 4) {}

  Scheduler make(std::size_t cpus, Scheduler::Options options = {}) {
    Scheduler scheduler(cpus, options);
    scheduler.on_switch = [this](std::size_t cpu, std::uint32_t from, std::uint32_t to, const Thread*,
                                 const std::string& why) {
      switches.push_back(std::to_string(cpu) + ":" + std::to_string(from) + ">" + std::to_string(to) + "(" +
                         why + ")");
    };
    return scheduler;
  }
  Thread& thread(std::uint32_t id, std::uint32_t priority = 8) {
    process.threads.push_back(std::make_shared<Thread>(process, id));
    process.threads.back()->priority = process.threads.back()->base_priority = priority;
    return *process.threads.back();
  }
  static std::uint32_t id(const Thread* thread) { return thread ? thread->id : 0; }

  machine::Machine machine;
  MemoryManager memory;
  Process process;
  std::vector<std::string> switches;
};

TEST_F(Dispatching, gives_the_processor_to_the_highest_priority_and_there_to_the_first) {
  Scheduler scheduler = make(1);
  for (Thread* t : {&thread(10, 7), &thread(20, 9), &thread(30, 9)}) scheduler.make_ready(*t, 0, 0);
  scheduler.dispatch();
  EXPECT_EQ(id(scheduler.running(0)), 20u);
  EXPECT_EQ(switches, std::vector<std::string>{"0:0>20(idle)"});
}

TEST_F(Dispatching, goes_round_among_equals_at_the_end_of_a_quantum) {
  Scheduler scheduler = make(1);
  Thread &a = thread(1), &b = thread(2), &low = thread(3, 4);
  for (Thread* t : {&a, &b, &low}) scheduler.make_ready(*t, 0, 0);
  std::vector<std::uint32_t> order;
  for (int i = 0; i < 4; ++i) {
    scheduler.dispatch();
    order.push_back(id(scheduler.running(0)));
    scheduler.end_quantum(*scheduler.running(0), 0);
  }
  EXPECT_EQ(order, (std::vector<std::uint32_t>{1, 2, 1, 2}));
  EXPECT_EQ(a.context_switches, 2u);
  EXPECT_EQ(low.context_switches, 0u);
}

TEST_F(Dispatching, keeps_the_processor_when_nobody_of_its_priority_waits) {
  Scheduler scheduler = make(1);
  Thread &a = thread(1), &low = thread(2, 7);
  scheduler.make_ready(a, 0, 0);
  scheduler.make_ready(low, 0, 0);
  scheduler.dispatch();
  scheduler.end_quantum(a, 0);
  EXPECT_EQ(scheduler.running(0), &a);
  EXPECT_EQ(a.quantum_left, scheduler.options().quantum);
}

TEST_F(Dispatching, preempts_the_lowest_and_gives_it_back_its_place_and_rest) {
  Scheduler scheduler = make(2);
  Thread &a = thread(1, 8), &b = thread(2, 10), &c = thread(3, 8), &high = thread(4, 12);
  for (Thread* t : {&a, &b, &c}) scheduler.make_ready(*t, 0, 0);
  scheduler.dispatch();  // b and a run, c waits
  a.quantum_left = 77;
  scheduler.make_ready(high, 0, 0);
  scheduler.dispatch();
  EXPECT_EQ(id(scheduler.running(0)), 2u);
  EXPECT_EQ(id(scheduler.running(1)), 4u);
  EXPECT_EQ(switches.back(), "1:1>4(preempted)");
  scheduler.take_off(high, "wait");
  scheduler.dispatch();
  EXPECT_EQ(scheduler.running(1), &a) << "before c, which waited longer at the tail";
  EXPECT_EQ(a.quantum_left, 77u);
}

TEST_F(Dispatching, yields_to_equals_or_to_anybody) {
  Scheduler scheduler = make(1);
  Thread &a = thread(1, 8), &low = thread(2, 3);
  scheduler.make_ready(a, 0, 0);
  EXPECT_FALSE((scheduler.dispatch(), scheduler.yield(a, false, 0)));
  scheduler.make_ready(low, 0, 0);
  scheduler.dispatch();
  EXPECT_FALSE(scheduler.yield(a, true, 0));
  EXPECT_TRUE(scheduler.yield(a, false, 0));
  EXPECT_EQ(scheduler.running(0), &low);
  EXPECT_FALSE(scheduler.needs_dispatch()) << "the higher priority waits for the next switch";
}

TEST_F(Dispatching, respects_affinity) {
  Scheduler scheduler = make(2);
  Thread &a = thread(1), &b = thread(2), &c = thread(3);
  a.affinity = b.affinity = 0b10;
  for (Thread* t : {&a, &b, &c}) scheduler.make_ready(*t, 0, 0);
  scheduler.dispatch();
  EXPECT_EQ(scheduler.running(1), &a);
  EXPECT_EQ(scheduler.running(0), &c);
}

TEST_F(Dispatching, names_what_left_an_idle_processor) {
  Scheduler scheduler = make(1);
  Thread& a = thread(1);
  scheduler.make_ready(a, 0, 0);
  scheduler.dispatch();
  scheduler.take_off(a, "wait");
  scheduler.dispatch();
  EXPECT_TRUE(scheduler.is_idle());
  EXPECT_EQ(switches.back(), "0:1>0(wait)");
}

TEST_F(Dispatching, boosts_only_when_asked_and_decays_by_one_a_quantum) {
  Thread& a = thread(1, 8);
  Scheduler plain = make(1);
  plain.make_ready(a, 2, 0);
  EXPECT_EQ(a.priority, 8u);
  plain.take_off(a, "");

  Scheduler scheduler = make(1, {.boost = true});
  scheduler.make_ready(a, 2, 0);
  EXPECT_EQ(a.priority, 10u);
  scheduler.dispatch();
  for (const std::uint32_t expected : {9u, 8u, 8u}) {
    scheduler.end_quantum(a, 0);
    EXPECT_EQ(a.priority, expected);
  }
  Thread &high = thread(2, 14), &real_time = thread(3, 20);
  scheduler.make_ready(high, 6, 0);
  scheduler.make_ready(real_time, 6, 0);
  EXPECT_EQ(high.priority, 15u);
  EXPECT_EQ(real_time.priority, 20u);
}

TEST_F(Dispatching, lifts_a_thread_that_starves) {
  constexpr std::uint64_t kSecond = 10'000'000;
  Scheduler scheduler = make(1, {.boost = true});
  Thread &busy = thread(1, 10), &starved = thread(2, 6);
  scheduler.make_ready(busy, 0, 0);
  scheduler.make_ready(starved, 0, 0);
  scheduler.dispatch();
  scheduler.lift_starved(2 * kSecond);
  EXPECT_EQ(starved.priority, 6u);
  scheduler.lift_starved(4 * kSecond);
  EXPECT_EQ(starved.priority, 15u);
  scheduler.dispatch();
  EXPECT_EQ(scheduler.running(0), &starved);
}

}  // namespace
}  // namespace dumplab::kernel
