// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "scenario/run.h"

namespace dumplab::test {

/// The scenarios with golden dumps, which every test of a whole run takes.
inline const char* const kScenarios[] = {"null-pointer", "divide-by-zero", "deadlock", "ten-waiters"};

/// The others.
inline const char* const kMoreScenarios[] = {
    "null-code-pointer", "invalid-pointer",  "fill-pattern-pointer", "stack-overflow", "software-exception",
    "cpp-exception",     "fail-fast",        "wait-chain",           "spiking-thread", "heap-corruption",
    "healthy-service",   "string-parameter", "region-map",           "dump-reason"};

/// Runs a scenario on a fresh machine up to its capture.
inline capture::Capture capture_scenario(const std::string& name, std::uint64_t seed, unsigned cpus = 1) {
  const auto guest = scenario::GuestSet::find();
  if (!guest) throw std::runtime_error(guest.error().what);
  scenario::Request request;
  request.program = name;
  request.kernel.seed = seed;
  request.machine.cpus = cpus;
  auto run = scenario::Run::prepare(*guest, request);
  if (!run) throw std::runtime_error(run.error().what);
  auto captures = (*run)->execute();
  if (captures.empty()) throw std::runtime_error("no capture: " + (*run)->ended());
  return std::move(captures.front());
}

}  // namespace dumplab::test
