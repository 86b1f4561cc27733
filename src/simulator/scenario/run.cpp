// SPDX-License-Identifier: MIT
#include "scenario/run.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"
#include "base/random.h"
#include "base/try.h"
#include "base/version.h"
#include "x86/registers.h"

namespace dumplab::scenario {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSystemFolder = "C:\\WINDOWS\\system32";
constexpr std::uint64_t kTimeLimitSeconds =
    60;  // simulated; a program that still runs then is not going to fail

std::vector<std::byte> bytes_of_text(std::string_view text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
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
  kernel_->stop_at_first_chance = request_.capture.when == CaptureRule::When::kFirstChance;
}

void Run::set_capture(std::optional<CaptureRule> rule) {
  request_.capture = rule ? std::move(*rule) : usual_capture_;
  kernel_->stop_at_first_chance = request_.capture.when == CaptureRule::When::kFirstChance;
  next_tick_ = 0;
}

bool Run::choose_process(const std::string& process) {
  request_.process = process;
  return find_process(request_.process) != nullptr;
}

std::string Run::name() const {
  return scenario_.empty() ? fs::path(request_.program).filename().string() : scenario_;
}

truth::Log Run::log() const {
  truth::Log log = kernel_->log();
  if (captured_) log.push_back(*captured_);
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
  if (!file->configuration_file.empty())
    DUMPLAB_TRY_VOID(machine_->disk.create(file->directory + "\\" + file->configuration_file,
                                           bytes_of_text(make_configuration(*file, seed))));
  if (file->capture == "fault") usual_capture_.when = CaptureRule::When::kFault;
  if (request_.capture.when == CaptureRule::When::kFaultOrHang) request_.capture = usual_capture_;
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
  for (const char* name : {"ntdll.dll", "kernel32.dll"})
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
  if (!run->request_.process.empty() && !run->find_process(run->request_.process))
    return fail(ErrorKind::kIo, 0, "there is no process " + run->request_.process);
  return run;
}

void Run::watch_image(kernel::Process& process, const kernel::LoadedImage& image) {
  const auto map = maps_.find(machine::upper_case(image.path));
  if (map == maps_.end()) return;
  for (const image::MapSymbol& mark : map->second.marks) {
    marks_[{process.id, image.base + mark.rva}] = mark.name;
    kernel_->set_breakpoint(process, image.base + mark.rva);
  }
}

void Run::note_mark(kernel::Process& process, kernel::Thread& thread) {
  const cpu::State& state = thread.context;
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

capture::Capture Run::take(const kernel::Stop& stop, std::string reason) {
  const auto& all = kernel_->processes();
  const auto alive = std::find_if(all.begin(), all.end(), [](const auto& p) { return !p->exited; });
  const kernel::Process* chosen = find_process(request_.process);
  if (!chosen || chosen->exited) chosen = stop.process ? stop.process : alive->get();
  const kernel::Process& process = *chosen;
  const kernel::Thread* thread = stop.thread && &stop.thread->process == chosen ? stop.thread : nullptr;
  capture::Capture result = capture::take(*kernel_, process, thread, maps_);
  result.truth.version = kVersion;
  result.truth.guest_set = guest_hash_;
  result.truth.scenario = scenario_;
  result.truth.variant = variant_;
  result.truth.seed = request_.kernel.seed;
  result.truth.captured = reason;
  captured_ = {kernel_->now(), truth::Kind::kCapture, process.id, 0, {}, reason};
  ended_ = std::move(reason);
  return result;
}

std::optional<capture::Capture> Run::execute() {
  using When = CaptureRule::When;
  using Kind = kernel::Stop::Kind;
  const CaptureRule& rule = request_.capture;
  const std::uint64_t seconds = rule.seconds.value_or(kTimeLimitSeconds);
  const std::uint64_t limit =
      wants_more() ? rule.ticks[next_tick_] : seconds * machine::Clock::kUnitsPerSecond;
  captured_.reset();
  for (;;) {
    const kernel::Stop stop = kernel_->run(limit);
    if (wants_more() && kernel_->now() >= limit && kernel_->is_alive()) {
      if (stop.kind == Kind::kUnhandledException) kernel_->report(stop);  // for whoever goes on from here
      ++next_tick_;
      return take({}, "tick");
    }
    switch (stop.kind) {
      case Kind::kUnhandledException:
        if (rule.when == When::kFault || rule.when == When::kFaultOrHang) return take(stop, "fault");
        break;  // the process is about to end by itself
      case Kind::kFirstChance:
        if (rule.when == When::kFirstChance) return take(stop, "first-chance");
        break;
      case Kind::kHang:
        if (rule.when == When::kHang || rule.when == When::kFaultOrHang) return take(stop, "hang");
        ended_ = "all threads wait without a time-out";
        return std::nullopt;
      case Kind::kTimeLimit:
        if (rule.when == When::kHang && rule.seconds) return take(stop, "hang");
        ended_ = fmt::format("still running after {} simulated seconds", seconds);
        return std::nullopt;
      case Kind::kOutOfFrames:
        ended_ = fmt::format("a page is needed and none of the {} frames can be freed: too little memory",
                             machine_->memory.frame_count());
        failed_ = true;
        return std::nullopt;
      case Kind::kExit:
      case Kind::kBreakpoint:
        break;
      case Kind::kAllExited: {
        const auto status = nt::code(kernel_->processes().front()->exit_status);
        ended_ = fmt::format("the program ended with exit status {:#x}", status);
        return std::nullopt;
      }
    }
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
  if (request.capture.when == CaptureRule::When::kTick) request.capture = {};
  DUMPLAB_TRY(const auto run, Run::prepare(guest, std::move(request)));
  run->execute();
  const std::size_t threads = run->kernel().processes().front()->threads.size();
  if (threads > 1) return refuse("threads", threads);
  return run->kernel().memory().references();
}

}  // namespace dumplab::scenario
