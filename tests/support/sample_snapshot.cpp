// SPDX-License-Identifier: MIT
#include "support/sample_snapshot.h"

#include <cstring>

#include "snapshot/captured_memory.h"

namespace dumplab::test {
namespace {

std::vector<std::byte> counting_bytes(std::size_t size, unsigned first) {
  std::vector<std::byte> bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::byte>(first + i * 7);
  return bytes;
}

std::vector<std::uint8_t> counting_numbers(std::size_t size) {
  std::vector<std::uint8_t> numbers(size);
  for (std::size_t i = 0; i < size; ++i) numbers[i] = static_cast<std::uint8_t>(i + 1);
  return numbers;
}

}  // namespace

ContextX86 make_context(std::uint32_t seed) {
  ContextX86 context;
  static_assert(sizeof context == 716);
  const auto bytes = counting_bytes(sizeof context, seed);
  std::memcpy(&context, bytes.data(), sizeof context);
  context.ContextFlags = 0x1003f;
  context.Eip = 0x00401000 + seed;
  context.Esp = 0x0012ff00;
  return context;
}

Snapshot make_sample_snapshot() {
  Snapshot s;
  s.TimeDateStamp = 1199145600;
  s.Flags = 0x1826;
  s.system.ProcessorLevel = 6;
  s.system.ProcessorRevision = 0x0f0b;
  s.system.NumberOfProcessors = 2;
  s.system.ProductType = 1;
  s.system.MajorVersion = 5;
  s.system.MinorVersion = 1;
  s.system.BuildNumber = 2600;
  s.system.PlatformId = 2;
  s.system.CSDVersion = "Service Pack 3";
  s.system.SuiteMask = 0x100;
  s.system.Reserved2 = 0x7777;
  for (std::size_t i = 0; i < s.system.Cpu.size(); ++i) s.system.Cpu[i] = static_cast<std::uint8_t>(0x40 + i);
  s.misc = MiscInfo{3, 1234, 1199145000, 5, 6, counting_numbers(20)};

  Thread main;
  main.ThreadId = 0x1a4;
  main.SuspendCount = 1;
  main.PriorityClass = 0x20;
  main.Priority = 8;
  main.Teb = 0x7ffde000;
  main.stack = {{0x0012ff00}, 0x100};
  main.context = make_context(1);
  main.info = ThreadInfo{4, 5, 0x103, 0x1c84bf0a0000001, 2, 3, 4, 0x00401000, 3};
  main.name = "mäin \xf0\x9f\x98\x80";
  Thread worker;
  worker.ThreadId = 0x1b0;
  worker.Teb = 0x7ffdd000;
  worker.stack = {{0x0022fff0}, 0x20};  // in two ranges that touch
  ContextX86 context = make_context(2);
  context.Esp = 0x0022fff0;
  worker.context = context;
  s.threads = {main, worker};

  Module program;
  program.BaseOfImage = 0x00400000;
  program.SizeOfImage = 0x5000;
  program.CheckSum = 0x1234;
  program.TimeDateStamp = 0x45d35f6c;
  program.path = "C:\\work\\Orders.exe";
  program.VersionInfo = {0xfeef04bd, 0x10000, 1, 2, 3, 4, 0x3f, 5, 0x40004, 1, 6, 7, 8};
  CodeViewPdb70 pdb{{}, 3, "Orders.pdb"};
  for (std::size_t i = 0; i < pdb.guid.size(); ++i) pdb.guid[i] = static_cast<std::uint8_t>(0xa0 + i);
  program.codeview = pdb;
  Module old = program;
  old.BaseOfImage = 0x10000000;
  old.path = "C:\\work\\Ol\xc3\xa9.dll";
  old.codeview = CodeViewPdb20{0, 0x3c000000, 9, "old.pdb"};
  old.misc_record = counting_numbers(28);
  Module other = old;
  other.BaseOfImage = 0x20000000;
  other.path = "";
  other.codeview = CodeViewOther(counting_numbers(24));
  other.misc_record.clear();
  Module plain = other;
  plain.BaseOfImage = 0x7c900000;
  plain.path = "C:\\WINDOWS\\system32\\ntdll.dll";
  plain.codeview = {};
  s.modules = {program, old, other, plain};

  s.unloaded_modules = {{0x30000000, 0x6000, 1, 2, "Gone.dll"}, {0x30010000, 0x5000, 3, 4, ""}};
  s.handles = {{0x14, "Event",
                "\\BaseNamedObjects\\Re\xc3\xa4"
                "dy",
                2, 0x1f0003, 2, 3},
               {0x18, std::nullopt, std::nullopt, 0, 0x100000, 1, 1}};

  s.regions = {{0, 0, 0, 0x0012f000, 0x10000, 1, 0},
               {0x0012f000, 0x00030000, 4, 0x1000, 0x1000, 4, 0x20000},
               {0x00400000, 0x00400000, 0x80, 0x5000, 0x1000, 0x20, 0x1000000}};
  Exception exception;
  exception.ThreadId = 0x1a4;
  exception.ExceptionCode = 0xc0000005;
  exception.ExceptionFlags = 1;
  exception.ExceptionRecord = 0x0012fa00;
  exception.ExceptionAddress = 0x00401234;
  exception.ExceptionInformation = {1, 0x45};
  exception.context = make_context(3);
  s.exception = exception;

  s.user_streams = {{0x10001, counting_bytes(7, 50)}, {0x4d7a0001, {}}};

  auto memory = std::make_shared<snapshot::CapturedMemory>();
  memory->append({0x0012ff00}, counting_bytes(0x100, 10));
  memory->append({0x0022ffe0}, counting_bytes(0x20, 20));
  memory->append({0x00230000}, counting_bytes(0x21, 30));
  memory->append({0x00400000}, counting_bytes(0x80, 40));
  s.memory = memory;
  return s;
}

}  // namespace dumplab::test
