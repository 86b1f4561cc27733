// SPDX-License-Identifier: MIT
#include "deck/system.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/try.h"
#include "x86/registers.h"
#include "x86/vectors.h"

namespace dumplab::deck {
namespace {

constexpr std::uint64_t kSlice = 1'000'000'000;  // instructions between two looks at the program
constexpr std::uint8_t kServiceVector = 0x2e;

enum class Service : std::uint32_t {
#define SERVICE(number, name) k##name = number,
#include "deck/services.def"
#undef SERVICE
};

/// No paging: a linear address is a physical one.
class Physical final : public cpu::PageTranslator {
 public:
  explicit Physical(machine::PhysicalMemory& memory) : memory_(memory) {}
  std::optional<cpu::Fault> translate(std::uint32_t linear, cpu::Access, cpu::PageView& page) override {
    page.frame = linear >> x86::kPageShift;
    if (page.frame >= memory_.frame_count()) return cpu::Fault{x86::kPageFault, 0, linear, nullptr};
    page.host = memory_.host(page.frame);
    page.writable = true;
    return std::nullopt;
  }

 private:
  machine::PhysicalMemory& memory_;
};

}  // namespace

System::System(const Configuration& configuration)
    : configuration_(configuration),
      memory_(configuration.memory),
      disk_(configuration.disk_size),
      services_(disk_, clock_, configuration.disk_cache),
      walk_(memory_),
      processor_(blocks_, route_) {}

Result<std::unique_ptr<System>> System::create(const Configuration& configuration,
                                               const std::vector<DeckFile>& files) {
  std::unique_ptr<System> system(new System(configuration));
  if (auto loaded = system->load(files); !loaded) return tl::unexpected(loaded.error());
  return system;
}

Result<void> System::load(const std::vector<DeckFile>& files) {
  DUMPLAB_TRY(program_, Program::parse(ByteView(files.front().bytes)));
  std::vector<const machine::DiskFile*> on_disk;
  for (const DeckFile& file : files) {
    DUMPLAB_TRY(const machine::DiskFile* put, disk_.create(file.path, file.bytes));
    on_disk.push_back(put);
  }
  switch (configuration_.addressing) {
    case Addressing::kPhysical:
      route_.physical = std::make_unique<Physical>(memory_);
      route_.to = route_.physical.get();
      disk_.read(*on_disk.front(), 0, {memory_.host(0), CodeWindow::kSize});
      break;
    case Addressing::kWindow:
      window_ = std::make_unique<CodeWindow>(memory_, disk_, *on_disk.front(), configuration_.load_rule);
      route_.to = window_.get();
      break;
    case Addressing::kPaged: {
      PagerSettings settings = configuration_.paging;
      for (LinearRange& range : settings.ranges)
        if (range.file_index) range.file = on_disk.at(*range.file_index);
      DUMPLAB_TRY(pager_, Pager::create(std::move(settings), memory_, disk_, walk_));
      route_.to = &walk_;
      pager_->attach(processor_);
      break;
    }
  }
  processor_.state.eip = program_.start;
  processor_.state.gpr[x86::kEsp] = program_.stack;
  processor_.state.eflags = 0x202;
  return {};
}

void System::count_memset() {
  if (program_.memset != 0) processor_.set_breakpoint(program_.memset);
}

tl::unexpected<Error> System::stuck(std::uint32_t linear) const {
  return fail(ErrorKind::kMalformed, linear,
              fmt::format("the program cannot go on at EIP {:#010x}", processor_.state.eip));
}

Result<void> System::handle_fault(const cpu::Fault& fault) {
  if (fault.vector != x86::kPageFault) return stuck(fault.linear);
  if (pager_) {
    if (!pager_->resolve(fault.linear)) return stuck(fault.linear);
    return {};
  }
  if (!window_ || !(fault.error_code & x86::kPageFaultFetch) || !window_->load(fault.linear))
    return stuck(fault.linear);
  for (std::uint32_t frame = 0; frame < CodeWindow::kPages; ++frame) blocks_.frame_written(frame);
  processor_.flush_tlb();
  if (on_load && !on_load(window_->loads().back())) return stuck(fault.linear);
  return {};
}

Result<void> System::run() {
  while (true) {
    const std::uint64_t before = processor_.retired();
    const cpu::Stop stop = processor_.run(kSlice);
    clock_.advance(processor_.retired() - before);
    switch (stop.kind) {
      case cpu::Stop::Kind::kBreakpoint:
        ++memset_calls_;
        break;
      case cpu::Stop::Kind::kFault:
        if (auto handled = handle_fault(stop.fault); !handled) return handled;
        break;
      case cpu::Stop::Kind::kInterrupt:
        if (stop.vector != kServiceVector) return stuck(processor_.state.eip);
        if (!serve()) return {};
        break;
      default:
        return stuck(processor_.state.eip);
    }
  }
}

bool System::serve() {
  auto& gpr = processor_.state.gpr;
  const std::uint32_t first = gpr[x86::kEbx], second = gpr[x86::kEcx], third = gpr[x86::kEdx];
  std::uint32_t result = 0;
  switch (static_cast<Service>(gpr[x86::kEax])) {
    case Service::kOpen:
      result = services_.open(read_text(first));
      break;
    case Service::kRead:
      result = read_file(first, second, third);
      break;
    case Service::kClose:
      services_.close(first);
      break;
    case Service::kTell:
      told_[first] = second;
      if (on_tell) on_tell(first, second);
      break;
    case Service::kExit:
      result_ = first;
      return false;
  }
  gpr[x86::kEax] = result;
  return true;
}

std::uint32_t System::read_file(std::uint32_t handle, std::uint32_t buffer, std::uint32_t size) {
  services_.count_call();
  std::uint32_t done = 0;
  while (done < size) {
    std::span<std::byte> room = reach(buffer + done, cpu::Access::kWrite);
    room = room.first(std::min<std::size_t>(room.size(), size - done));
    const std::uint32_t count = room.empty() ? 0 : services_.read(handle, room);
    done += count;
    if (count < room.size() || room.empty()) break;
  }
  if (done != 0) {
    lowest_buffer_ = std::min(lowest_buffer_, buffer);
    highest_buffer_ = std::max(highest_buffer_, buffer + done);
  }
  return done;
}

std::span<std::byte> System::reach(std::uint32_t linear, cpu::Access access) {
  if (pager_) return pager_->reach(linear, access);
  cpu::PageView page;
  if (route_.translate(linear, access, page)) return {};
  return {page.host + (linear & x86::kPageMask), x86::kPageSize - (linear & x86::kPageMask)};
}

std::string System::read_text(std::uint32_t linear) {
  constexpr std::size_t kLongest = 260;
  std::string text;
  while (text.size() < kLongest) {
    const auto bytes = reach(linear + static_cast<std::uint32_t>(text.size()), cpu::Access::kRead);
    if (bytes.empty() || bytes.front() == std::byte{0}) break;
    text += static_cast<char>(bytes.front());
  }
  return text;
}

}  // namespace dumplab::deck
