// SPDX-License-Identifier: MIT
// Walks the stack of a thread that is made of the bytes. Byte 0: bit 0 says AMD64. Then 16-bit words, each of
// which stands for a value (see value_of): the registers (RIP first; 9 or 17), a count of stack words, the
// words, of AMD64 a count of RUNTIME_FUNCTIONs. The rest is the image: on AMD64 the section of
// hand_made_amd64, on IA-32 what lies at the module's base.
#include <algorithm>
#include <cstdint>

#include "formats/image/hand_made_amd64.h"
#include "snapshot/captured_memory.h"
#include "unwind/stack_walk.h"

namespace {

using namespace dumplab;

constexpr std::uint64_t kStack = 0x20000, kStackSize = 0x2000, kBase32 = 0x10000000, kBase64 = 0x140000000;
constexpr std::size_t kLargestSection = 0x400, kLargestImage = 0x10000, kMostFrames = 1000;

class Words {
 public:
  explicit Words(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
  std::uint8_t u8() {
    const std::uint8_t value = bytes_.empty() ? 0 : bytes_[0];
    bytes_ = bytes_.subspan(std::min<std::size_t>(1, bytes_.size()));
    return value;
  }
  std::uint16_t u16() {
    const std::uint16_t low = u8();
    return static_cast<std::uint16_t>(low | u8() << 8);
  }
  std::span<const std::byte> rest(std::size_t most) const {
    return std::as_bytes(bytes_.first(std::min(most, bytes_.size())));
  }

 private:
  std::span<const std::uint8_t> bytes_;
};

/// The two highest bits: of the stack, of the module, small, near the top of the address space.
std::uint64_t value_of(std::uint16_t word, std::uint64_t base) {
  const std::uint64_t rest = word & 0x3fff;
  const std::uint64_t values[] = {kStack + rest, base + rest, rest, ~rest};
  return values[word >> 14];
}

std::vector<std::byte> copy(std::span<const std::byte> bytes) { return {bytes.begin(), bytes.end()}; }

ContextAmd64 amd64_context(Words& words) {
  ContextAmd64 c;
  for (std::uint64_t* reg : {&c.Rip, &c.Rsp, &c.Rbp, &c.Rax, &c.Rcx, &c.Rdx, &c.Rbx, &c.Rsi, &c.Rdi, &c.R8,
                             &c.R9, &c.R10, &c.R11, &c.R12, &c.R13, &c.R14, &c.R15})
    *reg = value_of(words.u16(), kBase64);
  return c;
}

ContextX86 x86_context(Words& words) {
  ContextX86 c;
  for (std::uint32_t* reg : {&c.Eip, &c.Esp, &c.Ebp, &c.Eax, &c.Ecx, &c.Edx, &c.Ebx, &c.Esi, &c.Edi})
    *reg = static_cast<std::uint32_t>(value_of(words.u16(), kBase32));
  return c;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Words words({data, size});
  const bool is_amd64 = words.u8() & 1;
  const std::uint64_t base = is_amd64 ? kBase64 : kBase32;
  Snapshot s;
  s.system.ProcessorArchitecture = is_amd64 ? Processor::kAmd64 : Processor::kX86;
  s.system.PlatformId = 2;
  Thread& thread = s.threads.emplace_back();
  thread.stack = {{kStack}, kStackSize};
  thread.context = is_amd64 ? Context(amd64_context(words)) : Context(x86_context(words));
  test::Bytes stack;
  for (std::uint16_t count = words.u16(); count > 0 && stack.size() < kStackSize; --count) {
    const std::uint64_t value = value_of(words.u16(), base);
    is_amd64 ? stack.u64(value) : stack.u32(value);
  }
  stack.zeros(kStackSize - stack.size());
  auto memory = std::make_shared<snapshot::CapturedMemory>();
  memory->append({kStack}, stack.build());
  Module& module = s.modules.emplace_back();
  module.path = "a.exe";
  module.BaseOfImage = base;
  module.SizeOfImage = 0x10000;
  if (is_amd64) {
    const std::uint32_t functions = words.u8() % 64;
    test::Bytes section;
    for (const std::byte byte : words.rest(kLargestSection)) section.u8(std::to_integer<std::uint8_t>(byte));
    const auto file = test::hand_made_amd64(section, functions);
    memory->append({base}, copy(std::span(file).first(0x200)));
    memory->append({base + 0x1000}, copy(std::span(file).subspan(0x200)));
  } else {
    const auto image = words.rest(kLargestImage);
    if (!image.empty()) memory->append({base}, copy(image));
  }
  s.memory = memory;
  const structures::ModuleImages modules(s, {});
  const structures::ProcessStructures process;
  unwind::StackWalk(s, modules, process).walk(thread, thread.context, kMostFrames);
  return 0;
}
