// SPDX-License-Identifier: MIT
#pragma once

#include "saved/kernel.h"
#include "scenario/run.h"

namespace dumplab::saved {

template <>
struct Fields<machine::Cpu> {
  template <class Archive>
  static void visit(Archive& archive, machine::Cpu& cpu) {
    archive(cpu.paging.cr3, cpu.processor);
  }
};

template <>
struct Fields<image::MapSymbol> {
  template <class Archive>
  static void visit(Archive& archive, image::MapSymbol& symbol) {
    archive(symbol.rva, symbol.name, symbol.is_static);
  }
};

template <>
struct Fields<image::MapFile> {
  template <class Archive>
  static void visit(Archive& archive, image::MapFile& map) {
    archive(map.functions, map.marks);
  }
};

template <>
struct Fields<scenario::CaptureRule::When> {
  static constexpr auto kLast = static_cast<std::uint32_t>(scenario::CaptureRule::When::kLabel);
};

template <>
struct Fields<scenario::CaptureRule> {
  template <class Archive>
  static void visit(Archive& archive, scenario::CaptureRule& rule) {
    archive(rule.when, rule.seconds, rule.tick, rule.module, rule.label);
  }
};

template <>
struct Fields<scenario::Run> {
  using Run = scenario::Run;

  static void save(Saver& archive, Run& run) {
    std::string program = run.name(), process = run.request_.process;
    replacement::ReferenceString future;
    if (run.request_.kernel.memory.future) future = *run.request_.kernel.memory.future;
    archive(program, process, run.request_.machine, run.request_.kernel, future);
    archive.graph.disk = &run.machine_->disk;
    archive.graph.memory = &run.kernel_->memory();
    visit_machine(archive, run);
  }

  /// An empty machine of the archive's configuration, to be filled by load().
  static std::unique_ptr<Run> make(Loader& archive, const scenario::GuestSet& guest) {
    scenario::Request request;
    replacement::ReferenceString future;
    archive(request.program, request.process, request.machine, request.kernel, future);
    const auto kept = std::make_shared<const replacement::ReferenceString>(std::move(future));
    request.kernel.memory.future = kept.get();
    std::unique_ptr<Run> run(new Run(guest, std::move(request)));
    run->future_ = kept;
    archive.graph.disk = &run->machine_->disk;
    archive.graph.memory = &run->kernel_->memory();
    return run;
  }
  static void load(Loader& archive, Run& run) {
    visit_machine(archive, run);
    run.set_captures({});
    archive.check(archive.at_end(), "bytes behind the end of the machine");
  }

 private:
  template <class Archive>
  static void visit_machine(Archive& archive, Run& run) {
    machine::Machine& machine = *run.machine_;
    archive(run.scenario_, run.variant_, run.usual_capture_, run.maps_, run.marks_);
    archive(machine.disk, machine.clock);
    for (const auto& cpu : machine.cpus) archive(*cpu);
    archive(*run.kernel_);
  }
};

}  // namespace dumplab::saved
