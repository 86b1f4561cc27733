// SPDX-License-Identifier: MIT
#include "commands/run_options.h"

#include <fmt/format.h>

#include <charconv>

namespace dumplab::commands {
namespace {

using boost::program_options::value;

/// With or without "0x".
std::optional<std::uint32_t> parse_hexadecimal(std::string_view text) {
  if (text.starts_with("0x")) text.remove_prefix(2);
  std::uint32_t value = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value, 16);
  if (text.empty() || error != std::errc() || at != end) return std::nullopt;
  return value;
}

/// Options that describe a machine: a loaded one has its own.
struct MachineOption {
  const char* name;
  bool (*agree)(const scenario::Request& said, const scenario::Request& loaded);
};

using Said = const scenario::Request&;
constexpr MachineOption kMachineOptions[] = {
    {"seed", [](Said a, Said b) { return a.kernel.seed == b.kernel.seed; }},
    {"cpus", [](Said a, Said b) { return a.machine.cpus == b.machine.cpus; }},
    {"quantum", [](Said a, Said b) { return a.kernel.scheduler.quantum == b.kernel.scheduler.quantum; }},
    {"boost", [](Said a, Said b) { return a.kernel.scheduler.boost == b.kernel.scheduler.boost; }},
    {"memory", [](Said a, Said b) { return a.machine.memory == b.machine.memory; }},
    {"policy", [](Said a, Said b) { return a.kernel.memory.policy == b.kernel.memory.policy; }},
    {"cluster", [](Said a, Said b) { return a.kernel.memory.cluster == b.kernel.memory.cluster; }},
    {"check-memory",
     [](Said a, Said b) { return a.kernel.memory.check_interval == b.kernel.memory.check_interval; }},
    {"disk-size", [](Said a, Said b) { return a.machine.disk_size == b.machine.disk_size; }},
    {"global-flags", [](Said a, Said b) { return a.kernel.global_flags == b.kernel.global_flags; }},
    {"aslr", [](Said a, Said b) { return a.kernel.aslr == b.kernel.aslr; }},
    {"arguments", [](Said, Said) { return false; }},
    {"also", [](Said, Said) { return false; }},
    {"disk-add", [](Said, Said) { return false; }},
};

}  // namespace

std::optional<std::pair<std::string, std::string>> parse_pair(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) return std::nullopt;
  return std::pair(text.substr(0, equals), text.substr(equals + 1));
}

std::optional<std::string> find_contradiction(const Options& options, const scenario::Request& said,
                                              const scenario::Run& loaded) {
  const std::string program = std::filesystem::path(said.program).filename().string();
  if (options.given("program") && program != loaded.name())
    return fmt::format("the saved machine runs {}, not {}", loaded.name(), program);
  for (const MachineOption& option : kMachineOptions)
    if (options.given(option.name) && !option.agree(said, loaded.request()))
      return fmt::format("--{} contradicts the saved machine", option.name);
  return std::nullopt;
}

void add_run_options(Options& options) {
  options.add()("program", value<std::string>(), "")("arguments", value<std::vector<std::string>>(), "")(
      "seed", value<std::uint64_t>()->default_value(1), "moves bases, ids, handles and data")(
      "cpus", value<unsigned>()->default_value(1), "processors, 1 to 32")(
      "quantum", value<std::uint64_t>()->default_value(10'000),
      "instructions a thread runs before the next one")(
      "boost", "raise priorities after waits, and of threads that starve, as NT does")(
      "also", value<std::vector<std::string>>(), "start this EXE as a further process; may be repeated")(
      "process", value<std::string>(),
      "NAME, PID or all: whose dump is taken; default: the one that has the event")(
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
      "global-flags", value<std::string>(),
      "NtGlobalFlag, hexadecimal; heaps: 10 checks tails, 20 checks free blocks, 40 parameters, 80 all")(
      "capture", value<std::vector<std::string>>(),
      "fault, first-chance, exit, hang, hang:SECONDS, tick:N,... (100 ns of simulated time each) or "
      "MODULE!LABEL "
      "(a function or a mark); may be repeated, each is taken once; default: first fault or hang")(
      "dump", value<std::string>(),
      "write the dump here; of several captures: a.dmp, a.2.dmp, ...; --truth and --log likewise")(
      "dump-type", value<std::string>()->default_value("full"),
      "full, mini, normal, a MINIDUMP_TYPE number (0x1826), or words joined by +: data-segs, handle-data, "
      "...")("truth", value<std::string>(), "write what the machine knows here (JSON)")(
      "log", value<std::string>(), "write the event log here (JSON lines)")(
      "save", value<std::string>(), "write the whole machine here when the run stops")(
      "load", value<std::string>(), "go on with a machine that --save wrote")(
      "stats", "print counts of instructions, time, disk and memory");
  options.positional("program", 1);
  options.positional("arguments", -1);
}

tl::expected<scenario::Request, std::string> read_run_options(const Options& options) {
  const auto refuse = [](std::string what) { return tl::unexpected(std::move(what)); };
  scenario::Request request;
  request.program = options.text("program");
  if (options.has("arguments"))
    for (const std::string& word : options.get<std::vector<std::string>>("arguments"))
      request.arguments += (request.arguments.empty() ? "" : " ") + word;
  request.kernel.seed = options.get<std::uint64_t>("seed");
  request.kernel.scheduler.quantum = options.get<std::uint64_t>("quantum");
  if (request.kernel.scheduler.quantum == 0) return refuse("--quantum must be at least 1");
  request.kernel.scheduler.boost = options.has("boost");
  request.machine.cpus = options.get<unsigned>("cpus");
  if (request.machine.cpus < 1 || request.machine.cpus > 32) return refuse("--cpus takes 1 to 32");
  const auto memory = parse_size(options.text("memory")), disk = parse_size(options.text("disk-size"));
  constexpr std::uint64_t kLeastMemory = 1u << 20, kMostMemory = 4ull << 30;
  if (!memory || *memory < kLeastMemory || *memory > kMostMemory) return refuse("--memory takes 1M to 4G");
  if (!disk || *disk == 0 || *disk > 1ull << 40) return refuse("--disk-size takes a size such as 100M");
  request.machine.memory = *memory;
  request.machine.disk_size = *disk;
  const auto policy = replacement::find_policy(options.text("policy"));
  if (!policy) return refuse("--policy takes clock, fifo, lru, mru or opt");
  request.kernel.memory.policy = policy->word;
  request.kernel.memory.cluster = options.get<unsigned>("cluster");
  if (request.kernel.memory.cluster < 1 || request.kernel.memory.cluster > 64)
    return refuse("--cluster takes 1 to 64");
  if (options.has("check-memory"))
    request.kernel.memory.check_interval = options.get<std::uint32_t>("check-memory");
  if (options.has("also")) request.also = options.get<std::vector<std::string>>("also");
  if (options.has("process")) request.process = options.text("process");
  if (options.text("aslr") != "on" && options.text("aslr") != "off") return refuse("--aslr takes on or off");
  request.kernel.aslr = options.text("aslr") == "on";
  if (options.has("global-flags")) {
    const auto flags = parse_hexadecimal(options.text("global-flags"));
    if (!flags) return refuse("--global-flags takes up to 8 hexadecimal digits");
    request.kernel.global_flags = *flags;
  }
  if (options.has("capture"))
    for (const std::string& text : options.get<std::vector<std::string>>("capture")) {
      const auto rules = scenario::parse_capture_rules(text);
      if (!rules)
        return refuse(
            "--capture takes fault, first-chance, exit, hang, hang:SECONDS, tick:N,... or MODULE!LABEL");
      request.captures.insert(request.captures.end(), rules->begin(), rules->end());
    }
  if (options.has("disk-add"))
    for (const std::string& text : options.get<std::vector<std::string>>("disk-add")) {
      const auto pair = parse_pair(text);
      if (!pair) return refuse("--disk-add takes HOST=GUEST");
      request.files.emplace_back(pair->first, pair->second);
    }
  return request;
}

}  // namespace dumplab::commands
