// SPDX-License-Identifier: MIT
#include "captures.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/random.h"
#include "scenario/run.h"

namespace dumplab::bench {
namespace {

namespace fs = std::filesystem;
using scenario::CaptureRule;

constexpr int kGarbageKinds = 8;  // programs/garbage.c

std::unique_ptr<scenario::Run> start(const scenario::GuestSet& guest, const Program& program,
                                     std::vector<CaptureRule> rules) {
  scenario::Request request;
  request.program = (program.folder / (program.name + ".exe")).string();
  request.arguments = program.arguments;
  request.captures = std::move(rules);
  auto run = scenario::Run::prepare(guest, request);
  if (!run) {
    fmt::print(stderr, "bench-unwind: {}: {}\n", request.program, run.error().what);
    return nullptr;
  }
  return std::move(*run);
}

std::uint64_t now(scenario::Run& run) { return run.machine().clock.units(); }

}  // namespace

std::vector<Program> find_programs() {
  std::vector<Program> programs;
  for (const char* build : {"O1-ebp", "O1-fpo", "O2-ebp", "O2-fpo"}) {
    const fs::path folder = fs::path(DUMPLAB_STACK_PROGRAMS) / build;
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
      if (entry.path().extension() == ".exe") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
      const int kinds = name == "garbage" ? kGarbageKinds : 1;
      for (int kind = 0; kind < kinds; ++kind)
        programs.push_back({name, build, kinds > 1 ? std::to_string(kind) : "", folder});
    }
  }
  return programs;
}

std::vector<capture::Capture> take_captures(const scenario::GuestSet& guest, const Program& program,
                                            std::size_t ticks) {
  CaptureRule at_main;
  at_main.when = CaptureRule::When::kLabel;
  at_main.module = program.name + ".exe";
  at_main.label = "main";
  auto run = start(guest, program, {at_main, CaptureRule()});
  if (!run || run->execute().empty()) return {};
  const std::uint64_t begin = now(*run);
  std::vector<capture::Capture> captures = run->execute();
  if (captures.empty()) {
    fmt::print(stderr, "bench-unwind: {}: {}\n", program.name, run->ended());
    return {};
  }
  const std::uint64_t end = now(*run);
  if (ticks == 0 || end < begin + ticks) return captures;

  Random random(1, program.name + program.build + program.arguments);
  std::vector<CaptureRule> rules;
  for (std::size_t i = 0; i < ticks; ++i) {
    CaptureRule rule;
    rule.when = CaptureRule::When::kTick;
    const std::uint64_t part = (end - begin) / ticks;
    rule.tick = begin + i * part + random.below(part);
    rules.push_back(rule);
  }
  run = start(guest, program, std::move(rules));
  while (run && run->wants_more()) {
    auto more = run->execute();
    if (more.empty()) break;
    std::move(more.begin(), more.end(), std::back_inserter(captures));
  }
  return captures;
}

}  // namespace dumplab::bench
