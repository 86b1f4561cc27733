// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/files.h"
#include "commands/command.h"
#include "minidump/writer.h"
#include "scenario/run.h"
#include "snapshot/profile.h"

namespace dumplab::commands {
namespace {

using boost::program_options::value;

std::optional<scenario::CaptureRule> parse_capture(std::string_view text) {
  using When = scenario::CaptureRule::When;
  if (text == "fault") return scenario::CaptureRule{When::kFault, {}};
  if (text == "first-chance") return scenario::CaptureRule{When::kFirstChance, {}};
  if (text == "hang") return scenario::CaptureRule{When::kHang, {}};
  constexpr std::string_view kHangPrefix = "hang:";
  if (!text.starts_with(kHangPrefix)) return std::nullopt;
  const auto seconds = parse_size(text.substr(kHangPrefix.size()));
  if (!seconds || *seconds == 0 || *seconds > 100'000) return std::nullopt;
  return scenario::CaptureRule{When::kHang, seconds};
}

/// "HOST=GUEST" pairs.
std::optional<std::pair<std::string, std::string>> parse_pair(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) return std::nullopt;
  return std::pair(text.substr(0, equals), text.substr(equals + 1));
}

void print_stats(scenario::Run& run) {
  const machine::Machine& machine = run.machine();
  kernel::MemoryManager& memory = run.kernel().memory();
  const kernel::MemoryStatistics& counts = memory.statistics();
  std::uint64_t instructions = 0;
  for (const auto& cpu : machine.cpus) instructions += cpu->processor.retired();
  std::string pages;
  for (std::size_t i = 0; i < kernel::kPageSourceCount; ++i)
    pages += fmt::format("{}{} {}", i ? ", " : "", kernel::kPageSourceWords[i], counts.page_ins[i]);
  fmt::print(stderr,
             "instructions {}, simulated time {}.{:07} s\n"
             "disk requests {}, sectors read {}, sectors written {}\n"
             "page faults {}; pages in: {}\n"
             "evictions {}, pagefile reads {}, pagefile writes {}, file writes {}\n"
             "frames {}, used {}, peak {}; pagefile slots {}, used {}\n"
             "commit limit {}, charge {}, peak {}\n",
             instructions, machine.clock.units() / machine::Clock::kUnitsPerSecond,
             machine.clock.units() % machine::Clock::kUnitsPerSecond, machine.disk.requests(),
             machine.disk.sectors_read(), machine.disk.sectors_written(), counts.faults, pages,
             counts.evictions, counts.pagefile_reads, counts.pagefile_writes, counts.file_writes,
             machine.memory.frame_count(), machine.memory.frame_count() - machine.memory.free_count(),
             counts.peak_frames, memory.pagefile().slot_count(), memory.pagefile().used(),
             memory.commit_limit(), memory.commit_charge(), counts.peak_commit);
  for (const auto& process : run.kernel().processes())
    fmt::print(stderr, "process {} {}: working set {}, peak {}, commit {}, peak {}\n", process->id,
               machine::file_name_of(process->image_path), process->space.working_set(),
               process->space.peak_working_set(), process->space.commit_charge(),
               process->space.peak_commit_charge());
}

}  // namespace

int run(const Arguments& arguments) {
  Options options("run", "run SCENARIO|PROGRAM.exe [options] [-- ARGUMENTS]",
                  "Runs a program on the simulated machine and takes a dump when it fails.",
                  "dumplab run null-pointer --seed 7 --dump orders.dmp --truth orders.json");
  options.add()("program", value<std::string>(), "")("arguments", value<std::vector<std::string>>(), "")(
      "seed", value<std::uint64_t>()->default_value(1), "moves bases, ids, handles and data")(
      "cpus", value<unsigned>()->default_value(1), "processors, 1 to 32")(
      "quantum", value<std::uint64_t>()->default_value(10'000),
      "instructions a thread runs before the next one")(
      "also", value<std::vector<std::string>>(), "start this EXE as a further process; may be repeated")(
      "process", value<std::string>(),
      "NAME or PID: whose dump is taken; default: the one that has the event")(
      "memory", value<std::string>()->default_value("64M"), "physical memory")(
      "policy", value<std::string>()->default_value("clock"),
      "page replacement: clock, fifo, lru, mru, or opt, which runs the program twice")(
      "cluster", value<unsigned>()->default_value(1), "pages per page-in, 1 to 64")(
      "check-memory", value<std::uint32_t>(), "check the memory manager every N page faults")(
      "disk-size", value<std::string>()->default_value("100M"), "size of the disk")(
      "disk-add", value<std::vector<std::string>>(), "HOST=GUEST: put a file on the disk; may be repeated")(
      "disk-get", value<std::vector<std::string>>(),
      "GUEST=HOST: copy a file from the disk at the end; may be repeated")(
      "aslr", value<std::string>()->default_value("on"),
      "on: the seed moves image bases; off: preferred bases")(
      "capture", value<std::string>(),
      "fault, first-chance, hang or hang:SECONDS; default: first fault or hang")("dump", value<std::string>(),
                                                                                 "write the dump here")(
      "dump-type", value<std::string>()->default_value("full"), "full or mini")(
      "truth", value<std::string>(), "write what the machine knows here (JSON)")(
      "log", value<std::string>(), "write the event log here (JSON lines)")(
      "stats", "print counts of instructions, time, disk and memory");
  options.positional("program", 1);
  options.positional("arguments", -1);
  if (const auto code = options.parse(arguments)) return *code;
  if (!options.has("program")) return misuse("run", "a scenario or a program is needed");

  scenario::Request request;
  request.program = options.text("program");
  if (options.has("arguments"))
    for (const std::string& word : options.get<std::vector<std::string>>("arguments"))
      request.arguments += (request.arguments.empty() ? "" : " ") + word;
  request.kernel.seed = options.get<std::uint64_t>("seed");
  request.kernel.quantum = options.get<std::uint64_t>("quantum");
  if (request.kernel.quantum == 0) return misuse("run", "--quantum must be at least 1");
  request.machine.cpus = options.get<unsigned>("cpus");
  if (request.machine.cpus < 1 || request.machine.cpus > 32) return misuse("run", "--cpus takes 1 to 32");
  const auto memory = parse_size(options.text("memory")), disk = parse_size(options.text("disk-size"));
  constexpr std::uint64_t kLeastMemory = 1u << 20, kMostMemory = 4ull << 30;
  if (!memory || *memory < kLeastMemory || *memory > kMostMemory)
    return misuse("run", "--memory takes 1M to 4G");
  if (!disk || *disk == 0 || *disk > 1ull << 40)
    return misuse("run", "--disk-size takes a size such as 100M");
  request.machine.memory = *memory;
  request.machine.disk_size = *disk;
  const auto policy = replacement::find_policy(options.text("policy"));
  if (!policy) return misuse("run", "--policy takes clock, fifo, lru, mru or opt");
  request.kernel.memory.policy = policy->word;
  request.kernel.memory.cluster = options.get<unsigned>("cluster");
  if (request.kernel.memory.cluster < 1 || request.kernel.memory.cluster > 64)
    return misuse("run", "--cluster takes 1 to 64");
  if (options.has("check-memory"))
    request.kernel.memory.check_interval = options.get<std::uint32_t>("check-memory");
  if (options.has("also")) request.also = options.get<std::vector<std::string>>("also");
  if (options.has("process")) request.process = options.text("process");
  if (options.text("aslr") != "on" && options.text("aslr") != "off")
    return misuse("run", "--aslr takes on or off");
  request.kernel.aslr = options.text("aslr") == "on";
  if (options.has("capture")) {
    const auto rule = parse_capture(options.text("capture"));
    if (!rule) return misuse("run", "--capture takes fault, first-chance, hang or hang:SECONDS");
    request.capture = *rule;
  }
  if (options.has("disk-add"))
    for (const std::string& text : options.get<std::vector<std::string>>("disk-add")) {
      const auto pair = parse_pair(text);
      if (!pair) return misuse("run", "--disk-add takes HOST=GUEST");
      request.files.emplace_back(pair->first, pair->second);
    }
  const auto profile = snapshot::find_profile(options.text("dump-type"));
  if (!profile) return misuse("run", "--dump-type takes full or mini");

  const auto guest = scenario::GuestSet::find();
  if (!guest) return complain("", guest.error());
  replacement::ReferenceString future;
  if (policy->needs == replacement::Needs::kFuture) {
    auto recorded = scenario::record_references(*guest, request);
    if (!recorded) return complain("", recorded.error().what);
    future = std::move(*recorded);
    request.kernel.memory.future = &future;
  }
  auto prepared = scenario::Run::prepare(*guest, request);
  if (!prepared) return complain("", prepared.error().what);
  scenario::Run& session = **prepared;
  session.kernel().console = [](std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
  };
  const auto capture = session.execute();
  if (options.has("stats")) print_stats(session);

  if (options.has("log")) {
    const std::string path = options.text("log");
    const auto written = write_text_file(path, truth::log_to_json_lines(session.log()));
    if (!written) return complain(path, written.error());
  }
  session.kernel().flush_files();
  if (options.has("disk-get"))
    for (const std::string& text : options.get<std::vector<std::string>>("disk-get")) {
      const auto pair = parse_pair(text);
      if (!pair) return misuse("run", "--disk-get takes GUEST=HOST");
      const machine::DiskFile* file = session.machine().disk.find(pair->first);
      if (!file) return complain(pair->first, "is not on the simulated disk");
      const std::vector<std::byte> bytes = file->content.to_vector();
      const auto written =
          write_text_file(pair->second, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
      if (!written) return complain(pair->second, written.error());
    }
  const bool wanted = options.has("dump") || options.has("truth");
  if (!capture) {
    if (session.failed()) return complain(request.program, session.ended());
    if (wanted || options.has("capture"))
      return complain(request.program, "no dump taken: " + session.ended());
    fmt::print(stderr, "{}: {}\n", request.program, session.ended());
    return kDone;
  }
  if (options.has("dump")) {
    const std::string path = options.text("dump");
    const auto written = minidump::write_file(snapshot::reduce(capture->snapshot, *profile), path);
    if (!written) return complain(path, written.error());
  }
  if (options.has("truth")) {
    const std::string path = options.text("truth");
    const auto written = write_text_file(path, truth::to_json(capture->truth));
    if (!written) return complain(path, written.error());
  }
  fmt::print(stderr, "{}: {} captured, {} threads, {} modules\n", request.program, session.ended(),
             capture->truth.threads.size(), capture->truth.modules.size());
  return kDone;
}

}  // namespace dumplab::commands
