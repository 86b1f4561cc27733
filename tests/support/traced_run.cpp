// SPDX-License-Identifier: MIT
#include "support/traced_run.h"

#ifdef DUMPLAB_WITH_UNICORN
#include <unicorn/unicorn.h>

#include <vector>
#endif

namespace dumplab::test {

#ifndef DUMPLAB_WITH_UNICORN

bool has_traced_run() { return false; }
std::size_t traced_run(const image::PeImage&, std::uint32_t, const OnInstruction&) { return 0; }

#else

namespace {

constexpr std::uint64_t kStack = 0x10000000, kStackSize = 0x100000, kStop = 0x20000000;
constexpr std::uint64_t kPage = 0x1000;
constexpr std::size_t kSp = 4, kMaximumInstructions = 1'000'000;

constexpr int kRegisters64[] = {UC_X86_REG_RAX, UC_X86_REG_RCX, UC_X86_REG_RDX, UC_X86_REG_RBX,
                                UC_X86_REG_RSP, UC_X86_REG_RBP, UC_X86_REG_RSI, UC_X86_REG_RDI,
                                UC_X86_REG_R8,  UC_X86_REG_R9,  UC_X86_REG_R10, UC_X86_REG_R11,
                                UC_X86_REG_R12, UC_X86_REG_R13, UC_X86_REG_R14, UC_X86_REG_R15};
constexpr int kRegisters32[] = {UC_X86_REG_EAX, UC_X86_REG_ECX, UC_X86_REG_EDX, UC_X86_REG_EBX,
                                UC_X86_REG_ESP, UC_X86_REG_EBP, UC_X86_REG_ESI, UC_X86_REG_EDI};

class Machine : public MemorySource {
 public:
  Machine(const image::PeImage& image, const OnInstruction& on_instruction)
      : is_64_bit_(image.is_64_bit()), on_instruction_(on_instruction) {
    ok_ = uc_open(UC_ARCH_X86, is_64_bit_ ? UC_MODE_64 : UC_MODE_32, &engine_) == UC_ERR_OK;
    map(image.image_base(), image.size_of_image());
    map(kStack, kStackSize);
    map(kStop, kPage);
    for (const image::Section& section : image.sections()) {
      const auto bytes = image.at_rva(section.rva, section.file_size);
      if (bytes)
        ok_ &= uc_mem_write(engine_, image.image_base() + section.rva, bytes->bytes().data(),
                            bytes->size()) == UC_ERR_OK;
    }
  }
  ~Machine() override { uc_close(engine_); }
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  std::size_t run(std::uint64_t entry) {
    const std::uint64_t sp = kStack + kStackSize - 0x1000 - word();
    ok_ &= uc_mem_write(engine_, sp, &kStop, word()) == UC_ERR_OK;
    for (std::size_t i = 0; i < registers().size(); ++i) {
      const std::uint64_t value = i == kSp ? sp : 0x1010101 * (i + 1);
      uc_reg_write(engine_, registers()[i], &value);
    }
    for (std::uint64_t i = 0; is_64_bit_ && i < 16; ++i) {
      const std::uint64_t value[2] = {0x11 * i, 0x1100 * i};
      uc_reg_write(engine_, UC_X86_REG_XMM0 + static_cast<int>(i), value);
    }
    previous_ = state();
    previous_.ip = kStop;
    entered();
    uc_hook hook;
    uc_hook_add(engine_, &hook, UC_HOOK_CODE, reinterpret_cast<void*>(&Machine::on_code), this, 1, 0);
    ok_ &= uc_emu_start(engine_, entry, kStop, 0, kMaximumInstructions) == UC_ERR_OK;
    return ok_ && state().ip == kStop ? count_ : 0;
  }

  std::span<const AddressRange> ranges() const override { return ranges_; }
  std::size_t read(LinearAddress address, std::span<std::byte> out) const override {
    for (const AddressRange& range : ranges_) {
      if (!range.contains(address)) continue;
      const std::uint64_t size = std::min<std::uint64_t>(out.size(), range.size - (address - range.base));
      return uc_mem_read(engine_, address.value, out.data(), size) == UC_ERR_OK ? size : 0;
    }
    return 0;
  }

 private:
  static void on_code(uc_engine*, std::uint64_t address, std::uint32_t size, void* self) {
    static_cast<Machine*>(self)->instruction(address, size);
  }
  void instruction(std::uint64_t address, std::uint32_t size) {
    const MachineState now = state(address);
    const std::uint64_t sp = now.integer[kSp];
    std::uint64_t top = 0;
    read_exactly({sp}, &top, word());
    if (address != next_ && sp + word() == previous_.integer[kSp] && top == next_) {
      previous_.ip = next_;
      previous_.integer[kSp] = sp;
      entered();
    } else if (callers_.size() > 1 && address == callers_.back().ip && sp == callers_.back().integer[kSp]) {
      callers_.pop_back();
    }
    on_instruction_(now, callers_, *this);
    ++count_;
    previous_ = now;
    next_ = address + size;
  }
  /// A function begins: `previous_` has its caller's registers, RSP still at the return address.
  void entered() {
    callers_.push_back(previous_);
    callers_.back().integer[kSp] += word();
  }
  void map(std::uint64_t base, std::uint64_t size) {
    const std::uint64_t whole = (size + kPage - 1) / kPage * kPage;
    ok_ &= uc_mem_map(engine_, base, whole, UC_PROT_ALL) == UC_ERR_OK;
    ranges_.push_back({{base}, whole});
  }
  MachineState state(std::uint64_t ip) const {
    MachineState result = state();
    result.ip = ip;
    return result;
  }
  MachineState state() const {
    MachineState result;
    for (std::size_t i = 0; i < registers().size(); ++i)
      uc_reg_read(engine_, registers()[i], &result.integer[i]);
    for (int i = 0; is_64_bit_ && i < 16; ++i) {
      std::uint64_t value[2] = {};
      uc_reg_read(engine_, UC_X86_REG_XMM0 + i, value);
      result.xmm[static_cast<std::size_t>(i)] = {value[0], value[1]};
    }
    uc_reg_read(engine_, is_64_bit_ ? UC_X86_REG_RIP : UC_X86_REG_EIP, &result.ip);
    return result;
  }
  std::size_t word() const { return is_64_bit_ ? 8 : 4; }
  std::span<const int> registers() const {
    return is_64_bit_ ? std::span<const int>(kRegisters64) : std::span<const int>(kRegisters32);
  }

  bool is_64_bit_;
  const OnInstruction& on_instruction_;
  uc_engine* engine_ = nullptr;
  bool ok_ = false;
  std::vector<AddressRange> ranges_;
  std::vector<MachineState> callers_;
  MachineState previous_;
  std::uint64_t next_ = 0;
  std::size_t count_ = 0;
};

}  // namespace

bool has_traced_run() { return true; }

std::size_t traced_run(const image::PeImage& image, std::uint32_t rva, const OnInstruction& on_instruction) {
  return Machine(image, on_instruction).run(image.image_base() + rva);
}

#endif

}  // namespace dumplab::test
