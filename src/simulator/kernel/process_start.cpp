// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>

#include "base/check.h"
#include "base/try.h"
#include "base/utf16.h"
#include "kernel/kernel.h"
#include "nt/context_codec.h"
#include "nt/exception.h"
#include "nt/peb.h"
#include "nt/shared_data.h"
#include "nt/teb.h"
#include "x86/registers.h"

namespace dumplab::kernel {
namespace {

constexpr std::string_view kSystemFolder = "C:\\WINDOWS\\system32";
constexpr std::uint32_t kPageSize = x86::kPageSize;
constexpr std::uint32_t kConsoleAccess = 0x0012019f;  // FILE_GENERIC_READ | FILE_GENERIC_WRITE

std::uint32_t round_up(std::uint32_t value, std::uint32_t unit) { return (value + unit - 1) & ~(unit - 1); }

std::uint32_t export_of(const ImageSegment& segment, std::string_view name) {
  const auto found = segment.image().find_export(name);
  return found ? segment.base() + found->rva : 0;
}

/// Reserves and commits memory for structures of the kernel's own making. False: no commit left.
bool make_room(AddressSpace& space, std::uint32_t base, std::uint32_t size, Owner owner,
               std::uint32_t owner_id = 0) {
  return nt::succeeded(space.reserve(base, size, nt::kPageReadWrite, owner, owner_id)) &&
         nt::succeeded(space.commit(base, size, nt::kPageReadWrite));
}

/// Collects strings behind a structure.
class StringArea {
 public:
  StringArea(AddressSpace& space, std::uint32_t at) : space_(space), at_(at) {}
  nt::UnicodeString add(std::string_view text) {
    const std::u16string wide = utf16_from_utf8(text);
    const auto length = static_cast<std::uint16_t>(wide.size() * 2);
    nt::UnicodeString result{le16(length), le16(static_cast<std::uint16_t>(length + 2)), le32(at_)};
    complete_ = complete_ && space_.write(at_, wide.c_str(), length + 2u);
    at_ = round_up(at_ + length + 2, 4);
    return result;
  }
  std::uint32_t end() const { return at_; }
  bool is_complete() const { return complete_; }  ///< every string could be written

 private:
  AddressSpace& space_;
  std::uint32_t at_;
  bool complete_ = true;
};

}  // namespace

Result<void> Kernel::map_system_images(Process& process) {
  const auto find = [&](std::string_view name) -> Result<std::shared_ptr<ImageSegment>> {
    const std::string path = std::string(kSystemFolder) + "\\" + std::string(name);
    const machine::DiskFile* file = machine_.disk.find(path);
    if (!file) return fail(ErrorKind::kIo, 0, path + " is not on the simulated disk");
    return image_segment(*file);
  };
  DUMPLAB_TRY(const auto ntdll, find("ntdll.dll"));
  DUMPLAB_TRY(const auto kernel32, find("kernel32.dll"));  // fixes its base for the start thunk
  std::uint32_t base = 0;
  if (!nt::succeeded(map_image(process, ntdll, base)))
    return fail(ErrorKind::kIo, 0, "no room for ntdll.dll in the address space");
  process.ntdll_base = base;
  process.apc_dispatcher = export_of(*ntdll, "KiUserApcDispatcher");
  process.exception_dispatcher = export_of(*ntdll, "KiUserExceptionDispatcher");
  process.initialize_thunk = export_of(*ntdll, "LdrInitializeThunk");
  process.system_call_return = export_of(*ntdll, "KiFastSystemCallRet");
  const bool complete = process.apc_dispatcher && process.exception_dispatcher && process.initialize_thunk &&
                        process.system_call_return;
  if (!complete)
    return fail(ErrorKind::kMalformed, 0, "ntdll.dll lacks an entry point that the kernel enters");
  return {};
}

bool Kernel::map_shared_data(Process& process) {
  const bool room =
      nt::succeeded(process.space.reserve(nt::kSharedDataAddress, nt::kAllocationGranularity,
                                          nt::kPageReadOnly, Owner::kSharedData)) &&
      nt::succeeded(process.space.commit(nt::kSharedDataAddress, kPageSize, nt::kPageReadWrite));
  nt::SharedData data{};
  const std::uint64_t time = machine_.clock.system_time();
  const std::uint64_t ticks = now() / 156'250;
  const auto stamp = [](nt::SystemTime& to, std::uint64_t value) {
    to = {le32(static_cast<std::uint32_t>(value)), le32(static_cast<std::uint32_t>(value >> 32)),
          le32(static_cast<std::uint32_t>(value >> 32))};
  };
  data.TickCountLow = static_cast<std::uint32_t>(ticks);
  data.TickCountMultiplier = 0x0fa00000;  // 15.625 ms as a 8.24 fixed-point number
  stamp(data.InterruptTime, now());
  stamp(data.SystemTime_, time);
  stamp(data.TickCount, ticks);
  data.ImageNumberLow = data.ImageNumberHigh = 0x014c;
  const std::u16string root = u"C:\\WINDOWS";
  std::memcpy(data.NtSystemRoot.bytes, root.data(), root.size() * 2);
  data.NtProductType = 1;
  data.ProductTypeIsValid = 1;
  data.NtMajorVersion = 5;
  data.NtMinorVersion = 1;
  data.ProcessorFeatures[2] = 1;  // PF_COMPARE_EXCHANGE_DOUBLE
  data.ProcessorFeatures[8] = 1;  // PF_RDTSC_INSTRUCTION_AVAILABLE
  data.SuiteMask = 0x100;
  data.NumberOfPhysicalPages = machine_.memory.frame_count();
  const auto& ntdll = process.images.back().segment;
  data.SystemCall = export_of(*ntdll, "KiFastSystemCall");
  data.SystemCallReturn = process.system_call_return;
  data.Cookie = static_cast<std::uint32_t>(Random(options_.seed, "cookie").next());
  std::uint32_t old = 0;
  return room && process.space.write(nt::kSharedDataAddress, &data, sizeof data) &&
         nt::succeeded(process.space.protect(nt::kSharedDataAddress, kPageSize, nt::kPageReadOnly, old));
}

bool Kernel::make_environment_block(Process& process, std::string_view arguments, const ImageSegment& exe) {
  AddressSpace& space = process.space;
  const std::string folder(process.image_path.substr(0, process.image_path.rfind('\\')));
  const std::string variables[] = {"ALLUSERSPROFILE=C:\\Documents and Settings\\All Users",
                                   "COMPUTERNAME=WORKSTATION",
                                   "ComSpec=C:\\WINDOWS\\system32\\cmd.exe",
                                   "NUMBER_OF_PROCESSORS=" + std::to_string(machine_.cpus.size()),
                                   "OS=Windows_NT",
                                   "Path=C:\\WINDOWS\\system32;C:\\WINDOWS",
                                   "PROCESSOR_ARCHITECTURE=x86",
                                   "SystemDrive=C:",
                                   "SystemRoot=C:\\WINDOWS",
                                   "TEMP=C:\\WINDOWS\\TEMP",
                                   "windir=C:\\WINDOWS"};
  std::u16string block;
  for (const std::string& variable : variables) {
    block += utf16_from_utf8(variable);
    block += u'\0';
  }
  block += u'\0';
  const auto block_size = static_cast<std::uint32_t>(block.size() * 2);
  const std::uint32_t environment = *space.vads().find_free(kPageSize, process.lowest_search);
  if (!make_room(space, environment, round_up(block_size, kPageSize), Owner::kEnvironment) ||
      !space.write(environment, block.data(), block_size))
    return false;

  const std::uint32_t at = *space.vads().find_free(kPageSize, environment);
  constexpr std::uint32_t kParametersSize = 2 * kPageSize;
  if (!make_room(space, at, kParametersSize, Owner::kParams)) return false;
  nt::ProcessParameters parameters{};
  StringArea strings(space, at + sizeof parameters);
  std::string command = "\"" + process.image_path + "\"";
  if (!arguments.empty()) command += " " + std::string(arguments);
  parameters.Flags = nt::kProcessParametersNormalized;
  parameters.CurrentDirectory = strings.add(folder + "\\");
  parameters.DllPath = strings.add(folder + ";" + std::string(kSystemFolder));
  parameters.ImagePathName = strings.add(process.image_path);
  parameters.CommandLine = strings.add(command);
  parameters.WindowTitle = strings.add(process.image_path);
  parameters.DesktopInfo = strings.add("WinSta0\\Default");
  parameters.Environment = environment;
  parameters.MaximumLength = parameters.Length = strings.end() - at;
  const bool has_console = exe.image().subsystem() == 3;
  for (le32* handle : {&parameters.StandardInput, &parameters.StandardOutput, &parameters.StandardError})
    *handle = has_console ? process.handles.insert({std::make_shared<File>(nullptr), kConsoleAccess, 0}) : 0;
  return strings.is_complete() && space.write(at, &parameters, sizeof parameters) &&
         space.write(process.peb + offsetof(nt::Peb, ProcessParameters), &at, sizeof at);
}

std::optional<StackBounds> Kernel::make_main_stack(Process& process, const ImageSegment& exe) {
  // Reserve to 64 KiB; a commit that reaches it makes it the next MiB.
  std::uint32_t reserve =
      round_up(static_cast<std::uint32_t>(exe.image().stack_reserve()), nt::kAllocationGranularity);
  const std::uint32_t commit =
      std::max(round_up(static_cast<std::uint32_t>(exe.image().stack_commit()), kPageSize), kPageSize);
  if (commit >= reserve) reserve = round_up(commit + 1, 1u << 20);
  const std::uint32_t low = *process.space.vads().find_free(reserve, process.lowest_search);
  const StackBounds stack{low + reserve, low + reserve - commit, low};
  const bool room =
      nt::succeeded(process.space.reserve(low, reserve, nt::kPageReadWrite, Owner::kStack, 0)) &&
      nt::succeeded(process.space.commit(stack.limit, commit, nt::kPageReadWrite)) &&
      nt::succeeded(
          process.space.commit(stack.limit - kPageSize, kPageSize, nt::kPageReadWrite | nt::kPageGuard));
  return room ? std::optional(stack) : std::nullopt;
}

bool Kernel::make_peb(Process& process, const ImageSegment& exe) {
  Random random(options_.seed, "peb");
  process.peb = 0x7ffe0000 - static_cast<std::uint32_t>(random.between(2, 15)) * kPageSize;
  process.next_teb = 0x7ffdf000 - static_cast<std::uint32_t>(random.below(3)) * kPageSize;
  if (!make_room(process.space, process.peb, kPageSize, Owner::kPeb)) return false;
  nt::Peb peb{};
  peb.Mutant = 0xffffffff;
  peb.ImageBaseAddress = process.images.front().base;
  peb.NumberOfProcessors = static_cast<std::uint32_t>(machine_.cpus.size());
  peb.CriticalSectionTimeout =
      static_cast<std::uint64_t>(-std::int64_t{30} * 86'400 * 10'000'000);  // 30 days
  peb.NtGlobalFlag = options_.global_flags;
  peb.HeapSegmentReserve = 0x100000;
  peb.HeapSegmentCommit = 0x2000;
  peb.HeapDeCommitTotalFreeThreshold = 0x10000;
  peb.HeapDeCommitFreeBlockThreshold = 0x1000;
  peb.OSMajorVersion = 5;
  peb.OSMinorVersion = 1;
  peb.OSBuildNumber = 2600;
  peb.OSCSDVersion = 0x300;
  peb.OSPlatformId = 2;
  peb.ImageSubsystem = exe.image().subsystem();
  peb.ImageSubsystemMajorVersion = 4;
  peb.ImageProcessAffinityMask = (1u << machine_.cpus.size()) - 1;
  return process.space.write(process.peb, &peb, sizeof peb);
}

Result<Process*> Kernel::create_process(std::string_view path, std::string_view arguments) {
  const machine::DiskFile* file = machine_.disk.find(path);
  if (!file) return fail(ErrorKind::kIo, 0, std::string(path) + " is not on the simulated disk");
  DUMPLAB_TRY(const auto exe, image_segment(*file));
  Random random(options_.seed, "process");
  auto process =
      std::make_shared<Process>(memory_, next_id_, static_cast<std::uint32_t>(random.between(1, 12) * 4));
  next_id_ += 4 * static_cast<std::uint32_t>(random.between(1, 20));
  process->image_path = file->path;
  process->lowest_search =
      kLowestUserAddress * static_cast<std::uint32_t>(options_.aslr ? random.between(1, 16) : 1);
  process->create_time = machine_.clock.system_time();
  const auto too_small = [&](std::string_view what) {
    return fail(ErrorKind::kIo, 0, "not enough memory on the machine for " + std::string(what));
  };
  if (!process->space.is_usable()) return too_small("a page directory");
  std::uint32_t base = 0;
  if (const nt::Status status = map_image(*process, exe, base); status == nt::Status::kCommitmentLimit)
    return too_small("the program's data");
  else if (!nt::succeeded(status))
    return fail(ErrorKind::kIo, 0, "no room for the program in the address space");
  DUMPLAB_TRY_VOID(map_system_images(*process));
  if (!map_shared_data(*process)) return too_small("the shared data page");
  if (!make_peb(*process, *exe) || !make_environment_block(*process, arguments, *exe))
    return too_small("the process environment");
  const auto stack = make_main_stack(*process, *exe);
  if (!stack) return too_small("the stack");
  record(truth::Kind::kProcessStart, *process, {process->peb, base}, process->image_path);

  cpu::State context = first_state();
  const auto kernel32 =
      image_segments_.at(machine::upper_case(std::string(kSystemFolder) + "\\kernel32.dll"));
  context.eip = export_of(*kernel32, "BaseProcessStartThunk");
  if (!context.eip)
    return fail(ErrorKind::kMalformed, 0, "kernel32.dll does not export BaseProcessStartThunk");
  context.gpr[x86::kEax] = base + exe->image().entry_point();
  context.gpr[x86::kEbx] = process->peb;
  context.gpr[x86::kEsp] = stack->base - 4;
  processes_.push_back(process);
  DUMPLAB_TRY(const auto thread, create_thread(*process, context, *stack, base + exe->image().entry_point()));
  make_ready(*thread);
  return process.get();
}

std::uint32_t Kernel::new_thread_id() {
  const std::uint32_t id = next_thread_id_;
  next_thread_id_ += 4 * static_cast<std::uint32_t>(random_.between(1, 6));
  return id;
}

Result<std::shared_ptr<Thread>> Kernel::create_thread(Process& process, const cpu::State& context,
                                                      const StackBounds& stack, std::uint32_t start_address) {
  AddressSpace& space = process.space;
  auto thread = std::make_shared<Thread>(process, new_thread_id());
  std::uint32_t teb = process.next_teb;
  while (!space.vads().is_free(teb, kPageSize)) {
    teb -= kPageSize;
    if (teb < 0x7f000000) return fail(ErrorKind::kIo, 0, "no room for a TEB");
  }
  const auto no_memory = [] { return fail(ErrorKind::kIo, 0, "not enough memory for a thread"); };
  if (!make_room(space, teb, kPageSize, Owner::kTeb, thread->id)) {
    space.release(teb);
    return no_memory();
  }
  nt::Teb block{};
  block.ExceptionList = nt::kEndOfChain;
  block.StackBase = stack.base;
  block.StackLimit = stack.limit;
  block.FiberData = 0x1e00;
  block.Self = teb;
  block.UniqueProcess = process.id;
  block.UniqueThread = thread->id;
  block.ProcessEnvironmentBlock = process.peb;
  block.CurrentLocale = 0x409;
  block.DeallocationStack = stack.reserve;
  const std::uint32_t static_buffer = teb + offsetof(nt::Teb, StaticUnicodeBuffer);
  block.StaticUnicodeString = {le16(0), le16(0x20a), le32(static_buffer)};
  if (!space.write(teb, &block, sizeof block)) {
    space.release(teb);
    return no_memory();
  }
  if (Vad* vad = space.vads().find(stack.reserve)) {
    vad->owner = Owner::kStack;
    vad->owner_id = thread->id;
  }
  thread->teb = teb;
  thread->stack = stack;
  thread->start_address = start_address;
  thread->create_time = machine_.clock.system_time();

  // The first user code is an APC whose routine is LdrInitializeThunk; it ends in NtContinue(context).
  const std::vector<std::byte> bytes = nt::bytes_of_context(context_of(context));
  const std::uint32_t context_at = context.gpr[x86::kEsp] - static_cast<std::uint32_t>(bytes.size());
  const std::uint32_t frame[4] = {process.initialize_thunk, 0, process.ntdll_base, 0};
  const bool written = make_stack_writable(*thread, context_at - sizeof frame, context_at) &&
                       space.write(context_at, bytes.data(), bytes.size()) &&
                       space.write(context_at - sizeof frame, frame, sizeof frame);
  if (!written) {
    space.release(teb);
    return fail(ErrorKind::kIo, 0, "the new thread's stack cannot be written");
  }
  thread->context = context;
  thread->context.eip = process.apc_dispatcher;
  thread->context.gpr[x86::kEsp] = context_at - static_cast<std::uint32_t>(sizeof frame);
  thread->context.gpr[x86::kEbp] = 0;
  process.threads.push_back(thread);
  record(truth::Kind::kThreadStart, thread.get(), {start_address, teb, stack.base, stack.reserve});
  return thread;
}

}  // namespace dumplab::kernel
