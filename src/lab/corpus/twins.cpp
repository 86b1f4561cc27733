// SPDX-License-Identifier: MIT
#include "corpus/twins.h"

#include <iterator>

#include "nt/context_codec.h"

namespace dumplab::corpus {
namespace {

// The process: an image of one code section, a stack of three frames, and what its twin needs of the rest.
constexpr std::uint32_t kImage = 0x00400000, kImageSize = 0x5000, kCode = kImage + 0x1000;
constexpr std::uint32_t kStackTop = 0x00130000, kStackSize = 0x80, kStack = kStackTop - kStackSize;
constexpr std::uint32_t kOtherStackTop = 0x00230000, kOtherStack = kOtherStackTop - kStackSize;
constexpr std::uint32_t kTeb = 0x7ffdf000, kPeb = 0x7ffd5000, kTebSize = 0xfb8, kPebSize = 0x210;
constexpr std::uint32_t kMainThread = 0x1a4, kWorker = 0x1b0;
constexpr std::uint32_t kDumpTime = 1199145600;                    // 2008-01-01
constexpr std::uint64_t kCreateTime = 128'436'191'400'000'000ull;  // a FILETIME: one minute before
constexpr std::uint32_t kPrivate = 0x20000, kImageType = 0x1000000, kCommit = 0x1000, kFreeState = 0x10000;
constexpr std::uint32_t kReadWrite = 4, kNoAccess = 1, kExecuteRead = 0x20;

ContextX86 context_at(std::uint32_t eip, std::uint32_t esp, std::uint32_t ebp) {
  ContextX86 context;
  context.ContextFlags = nt::kContextAll;
  context.SegCs = 0x1b;
  context.SegDs = context.SegEs = context.SegSs = 0x23;
  context.SegFs = 0x3b;
  context.EFlags = 0x246;
  context.Eip = eip;
  context.Esp = esp;
  context.Ebp = ebp;
  return context;
}

/// Code whose third and fourth instructions are CALLs: `outer` calls `middle`, which calls the place of EIP.
std::vector<std::byte> code_bytes() {
  LabelledBytes code;
  code.u8(0x55).u8(0x8b).u8(0xec).u8(0xe8).u32(0x18);  // +00 outer: push ebp; mov ebp,esp; call +20
  code.u8(0xc9).u8(0xc3).fill(0x16, 0xcc);             // +08 leave; ret
  code.u8(0x55).u8(0x8b).u8(0xec).u8(0xe8).u32(0x18);  // +20 middle: the same; call +40
  code.u8(0xc9).u8(0xc3).fill(0x16, 0xcc);             // +28
  code.u8(0x55).u8(0x8b).u8(0xec).u8(0xa1).u32(0x24);  // +40 inner: mov eax,[24h] faults
  code.u8(0xc9).u8(0xc3).fill(0x16, 0xcc);             // +48
  return code.build();
}
constexpr std::uint32_t kFault = kCode + 0x43, kInnerReturn = kCode + 0x28, kMiddleReturn = kCode + 0x08;

/// Three frames at the top of a stack, the innermost EBP 0x18 bytes above its start.
std::vector<std::byte> stack_bytes(std::uint32_t start) {
  LabelledBytes stack;
  stack.fill(0x18, 0);
  stack.u32(start + 0x28).u32(kInnerReturn).zeros(8);
  stack.u32(start + 0x38).u32(kMiddleReturn).zeros(8);
  stack.u32(0).u32(0);
  return stack.zeros(kStackSize - stack.size()).build();
}

Thread thread_at(std::uint32_t id, std::uint32_t stack, std::uint32_t eip) {
  Thread thread;
  thread.ThreadId = id;
  thread.PriorityClass = 0x20;
  thread.Priority = 8;
  thread.stack = {{stack}, kStackSize};
  thread.context = context_at(eip, stack, stack + 0x18);
  return thread;
}

Module image_module() {
  Module module;
  module.BaseOfImage = kImage;
  module.SizeOfImage = kImageSize;
  module.CheckSum = 0x1234;
  module.TimeDateStamp = 0x45d35f6c;
  module.path = "C:\\work\\Orders.exe";
  module.VersionInfo = {0xfeef04bd, 0x10000, 1, 2, 1, 2, 0x3f, 0, 0x40004, 1, 0, 0, 0};
  CodeViewPdb70 pdb{{}, 1, "Orders.pdb"};
  for (std::size_t i = 0; i < pdb.guid.size(); ++i) pdb.guid[i] = static_cast<std::uint8_t>(0xa0 + i);
  module.codeview = pdb;
  return module;
}

/// What all twins have; its memory is added to.
Snapshot base_state(EditableMemory& memory) {
  Snapshot s;
  s.TimeDateStamp = kDumpTime;
  s.Flags = 0x1826;
  s.system.ProcessorLevel = 6;
  s.system.NumberOfProcessors = 1;
  s.system.ProductType = 1;
  s.system.MajorVersion = 5;
  s.system.MinorVersion = 1;
  s.system.BuildNumber = 2600;
  s.system.PlatformId = 2;
  s.system.CSDVersion = "Service Pack 3";
  s.threads = {thread_at(kMainThread, kStack, kFault)};
  s.modules = {image_module()};
  s.exception = Exception{kMainThread, 0xc0000005, 0, 0, kFault, {0, 0x24}, {}};
  memory.add(kStack, stack_bytes(kStack));
  memory.add(kCode, code_bytes());
  return s;
}

void add_lists(Snapshot& s, EditableMemory& memory) {
  s.misc = MiscInfo{3, 1234, kDumpTime - 60, 5, 6, std::vector<std::uint8_t>(20)};
  s.threads.push_back(thread_at(kWorker, kOtherStack, kFault));
  s.threads[0].info = ThreadInfo{0, 0, 0x103, kCreateTime, 0, 1, 2, kCode, 1};
  s.threads[0].name = "main";
  s.exception->context = s.threads[0].context;
  s.unloaded_modules = {{0x30000000, 0x6000, 1, 2, "Gone.dll"}};
  s.handles = {{0x14, "Event", "\\BaseNamedObjects\\Ready", 0, 0x1f0003, 2, 3},
               {0x18, "Thread", {}, 0, 0x1f03ff, 1, 2}};
  s.regions = {{kStackTop - 0x1000, kStackTop - 0x10000, kReadWrite, 0x1000, kCommit, kReadWrite, kPrivate},
               {kStackTop, 0, 0, kImage - kStackTop, kFreeState, kNoAccess, 0},
               {kImage, kImage, 0x80, kImageSize, kCommit, kExecuteRead, kImageType}};
  s.comment_ansi = "a twin";
  s.comment = "a twin";
  memory.add(kOtherStack, stack_bytes(kOtherStack));
}

/// TEB and PEB of the one thread.
void add_blocks(Snapshot& s, EditableMemory& memory) {
  s.threads[0].Teb = kTeb;
  memory.add(kTeb, kTebSize);
  memory.add(kPeb, kPebSize);
  memory.write_u32(kTeb + 0x00, 0xffffffff);          // ExceptionList
  memory.write_u32(kTeb + 0x04, kStackTop);           // StackBase
  memory.write_u32(kTeb + 0x08, kStackTop - 0x1000);  // StackLimit
  memory.write_u32(kTeb + 0x18, kTeb);                // Self
  memory.write_u32(kTeb + 0x20, 1234);
  memory.write_u32(kTeb + 0x24, kMainThread);
  memory.write_u32(kTeb + 0x30, kPeb);
  memory.write_u32(kTeb + 0xe0c, kStackTop - 0x10000);  // DeallocationStack
  memory.write_u32(kPeb + 0x08, kImage);
}

/// A heap of one segment with two blocks, and the loader lock in the list of critical sections.
void add_heap(EditableMemory& memory) {
  constexpr std::uint32_t kHeap = 0x00150000, kFirst = kHeap + 0x680, kEnd = kHeap + 0x6c0;
  constexpr std::uint32_t kHeaps = kPeb + 0x200;
  constexpr std::uint32_t kSegment = kHeap + 0x640;
  memory.add(kHeap, kEnd - kHeap);
  memory.write_u32(kPeb + 0x18, kHeap);
  memory.write_u32(kPeb + 0x88, 1);
  memory.write_u32(kPeb + 0x90, kHeaps);
  memory.write_u32(kHeaps, kHeap);
  memory.write_u32(kHeap + 0x08, 0xeeffeeff);
  const auto make_empty_list = [&](std::uint32_t head) {
    memory.write_u32(head, head);
    memory.write_u32(head + 4, head);
  };
  make_empty_list(kHeap + 0x50);  // VirtualAllocdBlocks
  memory.write_u32(kHeap + 0x58, kSegment);
  for (std::uint32_t i = 0; i < 128; ++i) make_empty_list(kHeap + 0x178 + 8 * i);  // FreeLists
  memory.write_u32(kSegment + 0x08, 0xffeeffee);
  memory.write_u32(kSegment + 0x10, kHeap);
  memory.write_u32(kSegment + 0x18, kHeap);   // BaseAddress
  memory.write_u32(kSegment + 0x1c, 1);       // NumberOfPages
  memory.write_u32(kSegment + 0x20, kFirst);  // FirstEntry
  memory.write_u32(kSegment + 0x24, kEnd);    // LastValidEntry
  // A busy block of 32 bytes, then a free one, the last.
  memory.write_u16(kFirst, 4);
  memory.write_u8(kFirst + 5, 1);
  memory.write_u16(kFirst + 0x20, 4);
  memory.write_u16(kFirst + 0x22, 4);
  memory.write_u8(kFirst + 0x25, 0x10);
  const std::uint32_t links = kFirst + 0x28, head = kHeap + 0x178 + 8 * 4;
  memory.write_u32(links, head);
  memory.write_u32(links + 4, head);
  memory.write_u32(head, links);
  memory.write_u32(head + 4, links);
  // RtlCriticalSectionList, and the one critical section of it.
  constexpr std::uint32_t kLists = 0x7c980000, kLock = kLists + 0x10, kDebugInfo = kLists + 0x30;
  memory.add(kLists, 0x60);
  memory.write_u32(kPeb + 0xa0, kLock);
  memory.write_u32(kLock, kDebugInfo);
  memory.write_u32(kLock + 4, 0xffffffff);
  memory.write_u32(kDebugInfo + 4, kLock);
  memory.write_u32(kDebugInfo + 8, kLists);
  memory.write_u32(kDebugInfo + 12, kLists);
  memory.write_u32(kLists, kDebugInfo + 8);
  memory.write_u32(kLists + 4, kDebugInfo + 8);
}

/// PEB_LDR_DATA with two modules, process parameters with an environment.
void add_loader(EditableMemory& memory) {
  constexpr std::uint32_t kLdr = 0x00251ea0, kFirst = kLdr + 0x28, kSecond = kFirst + 0x50,
                          kEnd = kSecond + 0x50;
  memory.add(kLdr, kEnd - kLdr);
  memory.write_u32(kPeb + 0x0c, kLdr);
  memory.write_u32(kLdr, 0x28);
  memory.write_u32(kLdr + 4, 1);
  for (std::uint32_t list = 0; list < 3; ++list) {
    const std::uint32_t head = kLdr + 0x0c + 8 * list, first = kFirst + 8 * list, second = kSecond + 8 * list;
    memory.write_u32(head, first);
    memory.write_u32(head + 4, second);
    memory.write_u32(first, second);
    memory.write_u32(first + 4, head);
    memory.write_u32(second, head);
    memory.write_u32(second + 4, first);
  }
  memory.write_u32(kFirst + 0x18, kImage);
  memory.write_u32(kFirst + 0x20, kImageSize);
  memory.write_u32(kSecond + 0x18, 0x7c900000);
  memory.write_u32(kSecond + 0x20, 0x1000);
  constexpr std::uint32_t kParameters = 0x00020000, kSize = 0x290;
  LabelledBytes environment;
  environment.utf16(u"PATH=C:\\").u16(0).u16(0);
  memory.add(kParameters, kSize + environment.size());
  memory.write_u32(kPeb + 0x10, kParameters);
  memory.write_u32(kParameters + 0x48, kParameters + kSize);
  memory.write(kParameters + kSize, environment.build());
}

/// Headers of a PE image with one section, one import, one export and a CodeView record.
void add_image(EditableMemory& memory) {
  constexpr std::uint32_t kHeaders = 0x40, kOptional = kHeaders + 0x18, kSections = kOptional + 0xe0;
  constexpr std::uint32_t kExports = 0x180, kImports = 0x1d0, kDebug = 0x200, kRecord = 0x220,
                          kStrings = 0x248;
  memory.add(kImage, 0x270);
  const auto put16 = [&](std::uint32_t at, std::uint16_t value) { memory.write_u16(kImage + at, value); };
  const auto put32 = [&](std::uint32_t at, std::uint32_t value) { memory.write_u32(kImage + at, value); };
  const auto put_text = [&](std::uint32_t at, std::string_view text) {
    memory.write(kImage + at, std::as_bytes(std::span(text)));
  };
  put16(0, 0x5a4d);
  put32(0x3c, kHeaders);
  put32(kHeaders, 0x4550);
  put16(kHeaders + 4, 0x14c);
  put16(kHeaders + 6, 1);
  put32(kHeaders + 8, 0x45d35f6c);
  put16(kHeaders + 0x14, 0xe0);
  put16(kHeaders + 0x16, 0x102);
  put16(kOptional, 0x10b);
  put32(kOptional + 0x1c, kImage);
  put32(kOptional + 0x20, 0x1000);
  put32(kOptional + 0x24, 0x200);
  put32(kOptional + 0x38, kImageSize);
  put32(kOptional + 0x3c, 0x400);
  put32(kOptional + 0x5c, 16);
  put32(kOptional + 0x60, kExports);
  put32(kOptional + 0x64, 0x28);
  put32(kOptional + 0x68, kImports);
  put32(kOptional + 0x6c, 0x28);
  put32(kOptional + 0x90, kDebug);
  put32(kOptional + 0x94, 28);
  put_text(kSections, ".text");
  put32(kSections + 8, 0x60);
  put32(kSections + 12, 0x1000);
  put32(kSections + 36, 0x60000020);
  put32(kExports + 0x0c, kStrings);
  put32(kExports + 0x10, 1);
  put32(kExports + 0x14, 1);
  put32(kExports + 0x18, 1);
  put32(kExports + 0x1c, kExports + 0x28);
  put32(kExports + 0x20, kExports + 0x2c);
  put32(kExports + 0x24, kExports + 0x30);
  put32(kExports + 0x28, 0x1000);
  put32(kExports + 0x2c, kStrings + 0x10);
  put32(kImports + 0x0c, kStrings + 0x18);
  put32(kImports + 0x10, kStrings + 0x24);
  put32(kDebug + 12, 2);
  put32(kDebug + 16, 24 + 11);
  put32(kDebug + 20, kRecord);
  put_text(kRecord, "RSDS");
  for (std::uint32_t i = 0; i < 16; ++i)
    memory.write_u8(kImage + kRecord + 4 + i, static_cast<std::uint8_t>(0xa0 + i));
  put32(kRecord + 20, 1);
  put_text(kRecord + 24, "Orders.pdb");
  put_text(kStrings, "Orders.exe");
  put_text(kStrings + 0x10, "Book");
  put_text(kStrings + 0x18, "ntdll.dll");
}

}  // namespace

Snapshot make_twin(Twin twin) {
  auto memory = std::make_shared<EditableMemory>();
  Snapshot s = base_state(*memory);
  switch (twin) {
    case Twin::kContainer:
      add_lists(s, *memory);
      break;
    case Twin::kHeap:
      add_blocks(s, *memory);
      add_heap(*memory);
      break;
    case Twin::kLoader:
      add_blocks(s, *memory);
      add_loader(*memory);
      add_image(*memory);
      break;
  }
  s.memory = memory;
  return s;
}

std::string_view twin_name(Twin twin) {
  constexpr std::string_view kNames[] = {"container", "heap", "loader"};
  return kNames[static_cast<std::size_t>(twin)];
}

Snapshot complete(Snapshot s) {
  if (!s.comment_ansi) s.comment_ansi = "a dump";
  if (!s.comment) s.comment = "a dump";
  if (s.unloaded_modules.empty()) s.unloaded_modules = {{0x30000000, 0x6000, 1, 2, "Gone.dll"}};
  if (!s.threads.empty() && !s.threads[0].name) s.threads[0].name = "main";
  return s;
}

}  // namespace dumplab::corpus
