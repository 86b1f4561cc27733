// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/saved.h"
#include "capture/capture.h"
#include "scenario/guest_set.h"
#include "scenario/scenario_file.h"

namespace dumplab::scenario {

/// When a run takes its dump.
struct CaptureRule {
  enum class When { kFaultOrHang, kFault, kFirstChance, kHang, kTick } when = When::kFaultOrHang;
  std::optional<std::uint64_t> seconds;  ///< kHang: also after so much simulated time
  std::vector<std::uint64_t> ticks;      ///< kTick: 100 ns units since the start, ascending
};

struct Request {
  std::string program;            ///< a scenario's name, or the path of an EXE on the host
  std::string arguments;          ///< behind the program's name on its command line
  std::vector<std::string> also;  ///< EXEs on the host that are started after it, without arguments
  std::string process;  ///< whose dump is taken: a file name or a process id; empty: the one with the event
  machine::Configuration machine;
  kernel::Options kernel;
  CaptureRule capture;
  std::vector<std::pair<std::filesystem::path, std::string>> files;  ///< host file -> path on the disk
};

/// One machine from power-on to its captures, which do not change it.
class Run {
 public:
  /// Fills the disk and starts the program.
  static Result<std::unique_ptr<Run>> prepare(const GuestSet& guest, Request request);

  /// Runs until the next capture; empty when the program ended or ran out of time first: see ended().
  std::optional<capture::Capture> execute();
  /// Whether execute() has another capture to take after the one that it gave.
  bool wants_more() const {
    return request_.capture.when == CaptureRule::When::kTick && next_tick_ < request_.capture.ticks.size();
  }
  /// Another rule for the captures to come; empty: that of a run where none was chosen.
  void set_capture(std::optional<CaptureRule> rule);
  /// Another process whose dump is taken; false when there is none of that name or id.
  bool choose_process(const std::string& process);

  /// Why the run is over, in words.
  const std::string& ended() const { return ended_; }
  /// The machine was too small to go on.
  bool failed() const { return failed_; }
  /// By file name without regard to case, or by id; nullptr when there is none.
  const kernel::Process* find_process(std::string_view word) const;
  kernel::Kernel& kernel() { return *kernel_; }
  machine::Machine& machine() { return *machine_; }
  /// The machine's log; the last capture, if the run stands there, is its last record.
  truth::Log log() const;
  const Request& request() const { return request_; }
  /// The scenario or the program's file name.
  std::string name() const;

 private:
  friend struct saved::Fields<Run>;

  Run(const GuestSet& guest, Request request);

  Result<void> add_file(const std::filesystem::path& host, const std::string& path);
  Result<std::string> add_scenario(const GuestSet& guest);
  /// Puts the program and those of its DLLs that lie beside it on the disk; gives its path there.
  Result<std::string> add_program(const std::filesystem::path& host);
  void watch_image(kernel::Process& process, const kernel::LoadedImage& image);
  void note_mark(kernel::Process& process, kernel::Thread& thread);
  capture::Capture take(const kernel::Stop& stop, std::string reason);

  Request request_;
  CaptureRule usual_capture_;
  std::string scenario_, variant_, guest_hash_;
  std::shared_ptr<const replacement::ReferenceString> future_;  ///< of a restored run
  std::unique_ptr<machine::Machine> machine_;
  std::unique_ptr<kernel::Kernel> kernel_;
  capture::MapFiles maps_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> marks_;  ///< process id, linear -> name
  std::map<std::filesystem::path, std::string> programs_;                 ///< by path on the host
  std::optional<truth::Record> captured_;
  std::size_t next_tick_ = 0;
  std::string ended_;
  bool failed_ = false;
};

/// The reference string of a whole run, for a second one with the policy "opt". kUnsupported when the program
/// has more than one process or thread: their order would change with every page fault.
Result<replacement::ReferenceString> record_references(const GuestSet& guest, Request request);

}  // namespace dumplab::scenario
