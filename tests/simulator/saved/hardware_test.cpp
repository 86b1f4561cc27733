// SPDX-License-Identifier: MIT
#include "saved/hardware.h"

#include "simulator/saved/through_archive.h"

namespace dumplab::saved {
namespace {

using test::fill;

template <class T>
std::vector<std::byte> saved(T& value) {
  OutputBuffer buffer;
  Saver archive(buffer);
  archive(value);
  return buffer.take();
}

TEST(SavedMemory, has_its_frames_back_and_gives_out_the_same_next) {
  machine::PhysicalMemory memory(64 << 20), restored(64 << 20);
  const std::uint32_t first = *memory.allocate(), second = *memory.allocate(), third = *memory.allocate();
  memory.write_entry(first, 7, 0x12345678);
  memory.write_entry(third, 0, 1);
  memory.release(second);
  const auto bytes = saved(memory);
  EXPECT_LT(bytes.size(), 3 * 4096u);  // two frames with something in them, of 16384
  ASSERT_TRUE(fill(restored, bytes));
  EXPECT_EQ(restored.read_entry(first, 7), 0x12345678u);
  EXPECT_EQ(restored.free_count(), memory.free_count());
  EXPECT_EQ(restored.allocate(), second);
  EXPECT_EQ(saved(memory), bytes);
}

TEST(SavedMemory, refuses_a_frame_that_is_free_twice) {
  machine::PhysicalMemory memory(64 << 12), restored(64 << 12);
  memory.release(*memory.allocate());
  auto bytes = saved(memory);  // next fresh frame: 4 bytes; count of free frames: 8; the frame: 4
  bytes[4] = std::byte{2};
  bytes.insert(bytes.end(), bytes.begin() + 12, bytes.begin() + 16);
  EXPECT_FALSE(fill(restored, bytes));
}

TEST(SavedDisk, has_files_and_counts_back) {
  machine::Disk disk(1 << 20), restored(1 << 20);
  auto* file = *disk.create("C:\\A.txt", std::vector<std::byte>(5000, std::byte{9}));
  ASSERT_TRUE(disk.write(*file, 20'000, std::vector<std::byte>(3, std::byte{1})));
  ASSERT_TRUE(fill(restored, saved(disk)));
  ASSERT_NE(restored.find("c:\\a.TXT"), nullptr);
  EXPECT_EQ(restored.find("C:\\A.txt")->content.to_vector(), file->content.to_vector());
  EXPECT_EQ(restored.sectors_written(), disk.sectors_written());
  EXPECT_EQ(saved(restored), saved(disk));
}

TEST(SavedDisk, refuses_files_larger_than_the_disk) {
  machine::Disk large(1 << 20), small(8 << 10);
  ASSERT_TRUE(large.create("C:\\A", std::vector<std::byte>(20'000)));
  EXPECT_FALSE(fill(small, saved(large)));
}

TEST(SavedProcessor, has_registers_breakpoints_and_counts_back) {
  machine::Machine machine({.memory = 1 << 20}), other({.memory = 1 << 20});
  cpu::Processor& processor = machine.cpus[0]->processor;
  processor.state.eip = 0x401000;
  processor.state.fxsave[32] = 5;
  processor.set_breakpoint(0x401234);
  ASSERT_TRUE(fill(other.cpus[0]->processor, saved(processor)));
  EXPECT_EQ(other.cpus[0]->processor.state.eip, 0x401000u);
  EXPECT_EQ(saved(other.cpus[0]->processor), saved(processor));
}

}  // namespace
}  // namespace dumplab::saved
