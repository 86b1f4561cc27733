// SPDX-License-Identifier: MIT
#include "scenario/run.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/random.h"
#include "base/try.h"
#include "base/version.h"
#include "minidump/writer.h"
#include "snapshot/profile.h"
#include "x86/registers.h"

namespace dumplab::scenario {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSystemFolder = "C:\\WINDOWS\\system32";
constexpr std::string_view kAllProcesses = "all";

std::vector<std::byte> bytes_of_text(std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

/// What a fault or a hang is called.
CaptureRule::When word_of(const kernel::Stop& stop) {
  return stop.kind == kernel::Stop::Kind::kHang ? CaptureRule::When::kHang : CaptureRule::When::kFault;
}

/// A start that failed says why: the hard error's status became the exit status.
std::string describe_exit(const kernel::Process& process) {
  const auto status = nt::code(process.exit_status);
  const kernel::HardError& error = process.hard_error;
  if (!error.text.empty() && error.status == process.exit_status)
    return fmt::format("{}: exit status {:#x}", error.text, status);
  return fmt::format("the program ended with exit status {:#x}", status);
}

}  // namespace

Run::Run(const GuestSet& guest, Request request) : request_(std::move(request)), guest_hash_(guest.sha256) {
  request_.machine.start_day = Random(request_.kernel.seed, "clock").below(6000);
  machine_ = std::make_unique<machine::Machine>(request_.machine);
  kernel_ = std::make_unique<kernel::Kernel>(*machine_, request_.kernel);
  kernel_->on_image_mapped = [this](kernel::Process& process, const kernel::LoadedImage& image) {
    watch_image(process, image);
  };
  kernel_->on_breakpoint = [this](kernel::Process& process, kernel::Thread& thread) {
    note_mark(process, thread);
  };
  kernel_->write_dump = [this](const kernel::DumpRequest& wanted) { return write_dump(wanted); };
  set_captures(request_.captures);
}

Result<std::vector<std::byte>> Run::write_dump(const kernel::DumpRequest& request) {
  Snapshot snapshot = capture::take(*kernel_, request.process, nullptr, maps_).snapshot;
  if (request.event) {
    const nt::ExceptionRecord& record = request.event->record;
    Exception& exception = snapshot.exception.emplace();
    exception.ThreadId = request.event->thread_id;
    exception.ExceptionCode = record.ExceptionCode.value();
    exception.ExceptionFlags = record.ExceptionFlags.value();
    exception.ExceptionRecord = record.ExceptionRecord_.value();
    exception.ExceptionAddress = record.ExceptionAddress.value();
    const std::uint32_t count = std::min(record.NumberParameters.value(), nt::kMaximumExceptionParameters);
    for (std::uint32_t i = 0; i < count; ++i)
      exception.ExceptionInformation.push_back(record.ExceptionInformation[i].value());
    exception.context = request.event->context;
  }
  for (const auto& [type, bytes] : request.user_streams) snapshot.user_streams.push_back({type, bytes});
  return minidump::to_bytes(snapshot::reduce(snapshot, request.type));
}

void Run::set_captures(std::vector<CaptureRule> rules) {
  plan_ = CapturePlan(rules.empty() ? std::vector{usual_capture_} : std::move(rules));
  watch_plan();
  for (const auto& process : kernel_->processes())
    for (const kernel::LoadedImage& image : process->images) watch_labels(*process, image);
}

void Run::watch_plan() {
  kernel_->stop_at_first_chance = plan_.wants(CaptureRule::When::kFirstChance);
  kernel_->stop_at_exit = plan_.wants(CaptureRule::When::kExit);
}

bool Run::choose_process(const std::string& process) {
  request_.process = process;
  return process == kAllProcesses || find_process(request_.process) != nullptr;
}

std::string Run::name() const {
  return scenario_.empty() ? fs::path(request_.program).filename().string() : scenario_;
}

truth::Log Run::log() const {
  truth::Log log = kernel_->log();
  log.insert(log.end(), captured_.begin(), captured_.end());
  return log;
}

Result<void> Run::add_file(const fs::path& host, const std::string& path) {
  auto file = MappedFile::open(host);
  if (!file) return fail(file.error().kind, 0, host.string() + ": " + file.error().what);
  const auto bytes = file->view().bytes();
  DUMPLAB_TRY_VOID(machine_->disk.create(path, {bytes.begin(), bytes.end()}));
  // A linker map beside an image gives truth the names of its functions.
  const auto image = image::PeImage::parse(file->view(), image::PeImage::Layout::kFile);
  const auto text = read_text_file(fs::path(host).replace_extension(".map"));
  if (image && text) {
    auto map = image::parse_map_file(*text, static_cast<std::uint32_t>(image->image_base()));
    if (map) maps_[machine::upper_case(path)] = std::move(*map);
  }
  return {};
}

Result<std::string> Run::add_scenario(const GuestSet& guest) {
  const fs::path folder = guest.folder / "scenarios" / request_.program;
  auto file = read_scenario_file(folder / "scenario.json");
  if (!file) return fail(file.error().kind, file.error().where, "scenario.json: " + file.error().what);
  const std::uint64_t seed = request_.kernel.seed;
  scenario_ = request_.program;
  variant_ = file->variants[Random(seed, "variant").below(file->variants.size())];
  for (const std::string& module : file->modules)
    DUMPLAB_TRY_VOID(add_file(folder / variant_ / module, file->directory + "\\" + module));
  configuration_ = pick_configuration(*file, seed);
  for (const auto& [key, value] : request_.configuration) configuration_[key] = value;
  if (!file->configuration_file.empty())
    DUMPLAB_TRY_VOID(machine_->disk.create(file->directory + "\\" + file->configuration_file,
                                           bytes_of_text(configuration_text(*file, configuration_))));
  if (file->capture != "hang") usual_capture_ = parse_capture_rules(file->capture)->front();
  set_captures(request_.captures);
  return file->directory + "\\" + file->program;
}

Result<std::string> Run::add_program(const fs::path& host) {
  if (const auto known = programs_.find(host); known != programs_.end()) return known->second;
  std::string folder = "C:\\Programs\\" + host.stem().string();
  const auto is_taken = [&] { return machine_->disk.find(folder + "\\" + host.filename().string()); };
  while (is_taken()) folder += "-" + std::to_string(programs_.size() + 1);
  std::vector<std::string> pending = {host.filename().string()};
  for (std::size_t i = 0; i < pending.size(); ++i) {
    const fs::path path = host.parent_path() / pending[i];
    if (i > 0 && !fs::exists(path)) continue;
    DUMPLAB_TRY_VOID(add_file(path, folder + "\\" + pending[i]));
    const auto file = MappedFile::open(path);
    const auto image = image::PeImage::parse(file->view(), image::PeImage::Layout::kFile);
    if (i == 0 && !image)
      return fail(image.error().kind, image.error().where, host.string() + ": " + image.error().what);
    if (!image) continue;
    for (const std::string& name : image->imported_modules()) {
      const bool known = std::any_of(pending.begin(), pending.end(), [&](const std::string& other) {
        return machine::upper_case(other) == machine::upper_case(name);
      });
      if (!known) pending.push_back(name);
    }
  }
  return programs_[host] = folder + "\\" + host.filename().string();
}

Result<std::unique_ptr<Run>> Run::prepare(const GuestSet& guest, Request request) {
  std::unique_ptr<Run> run(new Run(guest, std::move(request)));
  for (const char* name : {"ntdll.dll", "kernel32.dll", "dbghelp.dll"})
    DUMPLAB_TRY_VOID(run->add_file(guest.folder / "system" / name, std::string(kSystemFolder) + "\\" + name));
  for (const auto& [host, path] : run->request_.files) DUMPLAB_TRY_VOID(run->add_file(host, path));
  const bool is_scenario = fs::exists(guest.folder / "scenarios" / run->request_.program / "scenario.json");
  if (!is_scenario && !fs::exists(run->request_.program))
    return fail(ErrorKind::kIo, 0, run->request_.program + ": neither a scenario nor a file");
  DUMPLAB_TRY(const std::string path,
              is_scenario ? run->add_scenario(guest) : run->add_program(run->request_.program));
  DUMPLAB_TRY_VOID(run->kernel_->create_process(path, run->request_.arguments));
  for (const std::string& program : run->request_.also) {
    if (!fs::exists(program)) return fail(ErrorKind::kIo, 0, program + ": no such file");
    DUMPLAB_TRY(const std::string other, run->add_program(program));
    DUMPLAB_TRY_VOID(run->kernel_->create_process(other, ""));
  }
  if (!run->request_.process.empty() && !run->choose_process(run->request_.process))
    return fail(ErrorKind::kIo, 0, "there is no process " + run->request_.process);
  return run;
}

void Run::watch_image(kernel::Process& process, const kernel::LoadedImage& image) {
  watch_labels(process, image);
  const auto map = maps_.find(machine::upper_case(image.path));
  if (map == maps_.end()) return;
  for (const image::MapSymbol& mark : map->second.marks) {
    marks_[{process.id, image.base + mark.rva}] = mark.name;
    kernel_->set_breakpoint(process, image.base + mark.rva);
  }
}

void Run::watch_labels(kernel::Process& process, const kernel::LoadedImage& image) {
  const auto find = [&](const std::string& label) -> std::optional<std::uint32_t> {
    const auto map = maps_.find(machine::upper_case(image.path));
    if (map != maps_.end())
      if (const auto rva = map->second.find_label(label)) return rva;
    const auto found = image.segment->image().find_export(label);
    return found ? std::optional(found->rva) : std::nullopt;
  };
  for (const std::uint32_t rva :
       plan_.find_labels(process.id, machine::file_name_of(image.path), image.base, find))
    kernel_->set_breakpoint(process, image.base + rva);
}

void Run::note_mark(kernel::Process& process, kernel::Thread& thread) {
  const cpu::State& state = thread.context;
  if (plan_.is_label(process.id, state.eip))
    kernel_->report({kernel::Stop::Kind::kBreakpoint, &process, &thread});
  const auto mark = marks_.find({process.id, state.eip});
  if (mark == marks_.end()) return;
  kernel_->record(
      truth::Kind::kMark, &thread,
      {state.eip, state.gpr[x86::kEax], state.gpr[x86::kEcx], state.gpr[x86::kEdx], state.gpr[x86::kEbx]},
      mark->second);
  if (mark->second == "mark_heap_reservation")  // guest/dlls/ntdll/mark.h
    kernel_->set_owner(process, state.gpr[x86::kEax], kernel::Owner::kHeap, state.gpr[x86::kEcx]);
}

const kernel::Process* Run::find_process(std::string_view word) const {
  for (const auto& process : kernel_->processes()) {
    const bool named =
        machine::upper_case(machine::file_name_of(process->image_path)) == machine::upper_case(word);
    if (named || std::to_string(process->id) == word) return process.get();
  }
  return nullptr;
}

capture::Capture Run::take(const kernel::Process& process, const kernel::Stop& stop,
                           std::string_view reason) {
  const bool has_event = stop.thread && &stop.thread->process == &process;
  const bool by_exception =
      stop.kind == kernel::Stop::Kind::kUnhandledException || stop.kind == kernel::Stop::Kind::kFirstChance;
  capture::Capture result =
      capture::take(*kernel_, process, has_event && by_exception ? stop.thread : nullptr, maps_);
  result.truth.version = kVersion;
  result.truth.guest_set = guest_hash_;
  result.truth.scenario = scenario_;
  result.truth.variant = variant_;
  result.truth.seed = request_.kernel.seed;
  result.truth.captured = reason;
  captured_.push_back({kernel_->now(),
                       truth::Kind::kCapture,
                       process.id,
                       has_event ? stop.thread->id : 0,
                       {},
                       std::string(reason)});
  return result;
}

std::vector<capture::Capture> Run::take_all(const kernel::Stop& stop, std::string_view reason) {
  std::vector<capture::Capture> captures;
  ended_ = reason;
  if (request_.process == kAllProcesses) {
    for (const auto& process : kernel_->processes())
      if (!process->exited) captures.push_back(take(*process, stop, reason));
    return captures;
  }
  const auto& all = kernel_->processes();
  const auto alive = std::find_if(all.begin(), all.end(), [](const auto& p) { return !p->exited; });
  const kernel::Process* chosen = find_process(request_.process);
  if (!chosen || chosen->exited) chosen = stop.process ? stop.process : alive->get();
  captures.push_back(take(*chosen, stop, reason));
  return captures;
}

std::string Run::end_of_run(const kernel::Stop& stop) {
  switch (stop.kind) {
    case kernel::Stop::Kind::kHang:
      return "all threads wait without a time-out";
    case kernel::Stop::Kind::kTimeLimit:
      return fmt::format("still running after {} simulated seconds",
                         kernel_->now() / machine::Clock::kUnitsPerSecond);
    case kernel::Stop::Kind::kOutOfFrames:
      failed_ = true;
      return fmt::format("a page is needed and none of the {} frames can be freed: too little memory",
                         machine_->memory.frame_count());
    case kernel::Stop::Kind::kAllExited:
      return describe_exit(*kernel_->processes().front());
    default:
      return {};
  }
}

std::vector<capture::Capture> Run::execute() {
  captured_.clear();
  for (;;) {
    const kernel::Stop stop = kernel_->run(plan_.next_limit());
    if (const auto rule = plan_.match(stop, *kernel_)) {
      plan_.use(*rule);
      watch_plan();
      const bool by_time = rule->when == CaptureRule::When::kTick;
      // What stopped the machine is still there for whoever goes on from here.
      if (by_time && stop.kind == kernel::Stop::Kind::kUnhandledException) kernel_->report(stop);
      return take_all(by_time ? kernel::Stop{} : stop,
                      describe(rule->when == CaptureRule::When::kFaultOrHang ? word_of(stop) : rule->when));
    }
    ended_ = end_of_run(stop);
    if (!ended_.empty()) return {};
  }
}

Result<replacement::ReferenceString> record_references(const GuestSet& guest, Request request) {
  const auto refuse = [](std::string_view what, std::size_t count) {
    return fail(
        ErrorKind::kUnsupported, 0,
        fmt::format("the policy opt needs one process with one thread; there are {} {}", count, what));
  };
  if (!request.also.empty()) return refuse("processes", request.also.size() + 1);
  request.kernel.memory.policy = "lru";
  request.kernel.memory.record_references = true;
  // Whoever stops on the way goes on from there.
  std::erase_if(request.captures,
                [](const CaptureRule& rule) { return rule.when == CaptureRule::When::kTick; });
  DUMPLAB_TRY(const auto run, Run::prepare(guest, std::move(request)));
  run->execute();
  const std::size_t threads = run->kernel().processes().front()->threads.size();
  if (threads > 1) return refuse("threads", threads);
  return run->kernel().memory().references();
}

}  // namespace dumplab::scenario
