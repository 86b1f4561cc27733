// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include "base/little_endian.h"
#include "formats/image/frame_programs.h"
#include "snapshot/codeview.h"
#include "support/traced_run.h"
#include "unwind/stack_walk.h"

namespace dumplab::unwind {
namespace {

/// The stack of a machine that runs: all that a small dump has.
class StackOfMachine : public MemorySource {
 public:
  std::span<const AddressRange> ranges() const override { return {&range_, machine_ ? 1u : 0u}; }
  std::size_t read(LinearAddress address, std::span<std::byte> out) const override {
    return machine_ && range_.contains(address) ? machine_->read(address, out) : 0;
  }
  void set(const MemorySource& machine, std::uint64_t rsp) {
    machine_ = &machine;
    for (const AddressRange& range : machine.ranges())
      if (range.contains({rsp})) range_ = range;
  }

 private:
  const MemorySource* machine_ = nullptr;
  AddressRange range_;
};

Snapshot snapshot_of(const test::FrameProgram& program, std::uint64_t base,
                     std::shared_ptr<const MemorySource> memory) {
  Snapshot s;
  s.system.ProcessorArchitecture = Processor::kAmd64;
  s.system.PlatformId = 2;
  Module module;
  module.BaseOfImage = base;
  module.SizeOfImage = program.image->size_of_image();
  module.TimeDateStamp = program.image->file_header().TimeDateStamp.value();
  module.path = program.path.filename().string();
  if (const auto record = program.image->codeview_record())
    module.codeview = snapshot::read_codeview(*record);
  s.modules.push_back(module);
  s.threads.emplace_back();
  s.memory = std::move(memory);
  return s;
}

ContextAmd64 context_of(const test::MachineState& state) {
  ContextAmd64 c;
  std::uint64_t* const registers[] = {&c.Rax, &c.Rcx, &c.Rdx, &c.Rbx, &c.Rsp, &c.Rbp, &c.Rsi, &c.Rdi,
                                      &c.R8,  &c.R9,  &c.R10, &c.R11, &c.R12, &c.R13, &c.R14, &c.R15};
  for (std::size_t i = 0; i < 16; ++i) *registers[i] = state.integer[i];
  c.Rip = state.ip;
  return c;
}

symbols::SearchPath programs() {
  symbols::SearchPath search;
  search.add_folder(DUMPLAB_FRAME_PROGRAMS);
  return search;
}

class Amd64Programs : public testing::TestWithParam<const char*> {};

TEST_P(Amd64Programs, the_stack_is_the_calls_that_were_made_at_every_instruction) {
  if (!test::has_traced_run()) GTEST_SKIP() << "built without Unicorn";
  const test::FrameProgram program(GetParam());
  DUMPLAB_NEED_PROGRAM(program);
  const auto memory = std::make_shared<StackOfMachine>();
  Snapshot s = snapshot_of(program, program.image->image_base(), memory);
  const structures::ModuleImages modules(s, programs());
  ASSERT_TRUE(modules.all()[0].from_file);
  const structures::ProcessStructures structures;
  const StackWalk walk(s, modules, structures);
  std::size_t frames = 0;
  const auto on_instruction = [&](const test::MachineState& state,
                                  std::span<const test::MachineState> callers, const MemorySource& machine) {
    if (testing::Test::HasFailure()) return;
    memory->set(machine, state.integer[4]);
    s.threads[0].stack = memory->ranges()[0];
    std::vector<std::uint64_t> made{state.ip};
    // The outermost caller is the test itself, in no module.
    for (std::size_t i = callers.size(); i-- > 1;) made.push_back(callers[i].ip);
    const CallStack stack = walk.walk(s.threads[0], context_of(state), 1000);
    std::vector<std::uint64_t> found;
    for (const StackFrame& frame : stack.frames) {
      found.push_back(frame.eip);
      EXPECT_TRUE(frame.trust == Trust::kContext || (frame.evidence && frame.evidence->call));
    }
    EXPECT_EQ(found, made) << std::hex << state.ip << ": " << stack.stop;
    EXPECT_EQ(stack.stop, "the return address is in no module");
    frames += found.size();
  };
  EXPECT_GT(test::traced_run(*program.image, program.image->entry_point(), on_instruction), 1000u);
  std::printf("%zu frames\n", frames);
}

INSTANTIATE_TEST_SUITE_P(Programs, Amd64Programs,
                         testing::Values("amd64-O0.exe", "amd64-O1.exe", "amd64-O2.exe", "amd64-Os.exe"),
                         [](const auto& program) { return std::string(program.param).substr(6, 2); });

TEST(Amd64ModuleFile, addresses_of_64_bits_are_relocated) {
  const test::FrameProgram program("amd64-O0.exe");
  DUMPLAB_NEED_PROGRAM(program);
  const auto fields = program.image->relocations();
  ASSERT_FALSE(fields.empty());
  constexpr std::uint64_t kBase = 0x7ff612340000;
  const Snapshot s = snapshot_of(program, kBase, std::make_shared<StackOfMachine>());
  const structures::ModuleImages modules(s, programs());
  for (const std::uint32_t rva : fields) {
    const auto in_file = program.image->at_rva(rva, sizeof(le64));
    ASSERT_TRUE(in_file);
    le64 there;
    ASSERT_TRUE(modules.memory().read_exactly({kBase + rva}, &there, sizeof there));
    EXPECT_EQ(there.value() - kBase, (*in_file->at<le64>(0))->value() - program.image->image_base());
    EXPECT_TRUE(modules.all()[0].is_code(static_cast<std::uint32_t>(there.value() - kBase)))
        << "the program's only pointer is one to a function";
  }
}

}  // namespace
}  // namespace dumplab::unwind
