// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/saved.h"
#include "capture/capture.h"
#include "scenario/capture_plan.h"
#include "scenario/guest_set.h"
#include "scenario/scenario_file.h"

namespace dumplab::scenario {

struct Request {
  std::string program;            ///< a scenario's name, or the path of an EXE on the host
  std::string arguments;          ///< behind the program's name on its command line
  std::vector<std::string> also;  ///< EXEs on the host that are started after it, without arguments
  /// Whose dump is taken: a file name, a process id or "all"; empty: the one with the event.
  std::string process;
  machine::Configuration machine;
  kernel::Options kernel;
  std::vector<CaptureRule> captures;  ///< empty: the usual one, the first fault or hang
  std::vector<std::pair<std::filesystem::path, std::string>> files;  ///< host file -> path on the disk
  Configuration configuration;  ///< of a scenario: values that take the place of those of the seed
};

/// One machine from power-on to its captures, which do not change it.
class Run {
 public:
  /// Fills the disk and starts the program.
  static Result<std::unique_ptr<Run>> prepare(const GuestSet& guest, Request request);

  /// Runs until the next capture: one, or with "all" one of every process that is alive. Empty when the
  /// program ended or ran out of time first: see ended().
  std::vector<capture::Capture> execute();
  /// Whether execute() has another capture to take after those that it gave.
  bool wants_more() const { return !plan_.is_done(); }
  /// Other rules for the captures to come; none: that of a run where none was chosen.
  void set_captures(std::vector<CaptureRule> rules);
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
  /// The machine's log; the last captures, if the run stands there, are its last records.
  truth::Log log() const;
  /// What the configuration file of a scenario says.
  const Configuration& configuration() const { return configuration_; }
  /// Linker maps of the images on the disk.
  const capture::MapFiles& maps() const { return maps_; }
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
  Result<std::vector<std::byte>> write_dump(const kernel::DumpRequest& request);
  void watch_image(kernel::Process& process, const kernel::LoadedImage& image);
  void note_mark(kernel::Process& process, kernel::Thread& thread);
  /// Tells the kernel where the plan wants it to stop.
  void watch_plan();
  /// Breakpoints for the rules that name a label of the image.
  void watch_labels(kernel::Process& process, const kernel::LoadedImage& image);
  /// Why there is nothing more to wait for after `stop`; empty: there is.
  std::string end_of_run(const kernel::Stop& stop);
  std::vector<capture::Capture> take_all(const kernel::Stop& stop, std::string_view reason);
  capture::Capture take(const kernel::Process& process, const kernel::Stop& stop, std::string_view reason);

  Request request_;
  CaptureRule usual_capture_;
  CapturePlan plan_;
  std::string scenario_, variant_, guest_hash_;
  Configuration configuration_;                                 ///< a restored run has none
  std::shared_ptr<const replacement::ReferenceString> future_;  ///< of a restored run
  std::unique_ptr<machine::Machine> machine_;
  std::unique_ptr<kernel::Kernel> kernel_;
  capture::MapFiles maps_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::string> marks_;  ///< process id, linear -> name
  std::map<std::filesystem::path, std::string> programs_;                 ///< by path on the host
  std::vector<truth::Record> captured_;
  std::string ended_;
  bool failed_ = false;
};

/// The reference string of a whole run, for a second one with the policy "opt". kUnsupported when the program
/// has more than one process or thread: their order would change with every page fault.
Result<replacement::ReferenceString> record_references(const GuestSet& guest, Request request);

}  // namespace dumplab::scenario
