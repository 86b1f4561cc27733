// SPDX-License-Identifier: MIT
#include "nt/context_codec.h"

#include <bit>
#include <cstring>

#include "base/try.h"

namespace dumplab::nt {
namespace {

// ContextX86 has CONTEXT's fields in CONTEXT's order without padding, and hosts are little endian: one copy
// converts it.
static_assert(std::endian::native == std::endian::little);
static_assert(sizeof(ContextX86) == kContextX86Size);
static_assert(offsetof(ContextX86, FloatSave) == 0x1c);
static_assert(offsetof(ContextX86, SegGs) == 0x8c);
static_assert(offsetof(ContextX86, Edi) == 0x9c);
static_assert(offsetof(ContextX86, Eip) == 0xb8);
static_assert(offsetof(ContextX86, ExtendedRegisters) == 0xcc);

struct Amd64Register {
  std::uint64_t ContextAmd64::*field;
  std::size_t offset;
};
constexpr Amd64Register kAmd64Registers[] = {
    {&ContextAmd64::Rax, 0x78}, {&ContextAmd64::Rcx, 0x80}, {&ContextAmd64::Rdx, 0x88},
    {&ContextAmd64::Rbx, 0x90}, {&ContextAmd64::Rsp, 0x98}, {&ContextAmd64::Rbp, 0xa0},
    {&ContextAmd64::Rsi, 0xa8}, {&ContextAmd64::Rdi, 0xb0}, {&ContextAmd64::R8, 0xb8},
    {&ContextAmd64::R9, 0xc0},  {&ContextAmd64::R10, 0xc8}, {&ContextAmd64::R11, 0xd0},
    {&ContextAmd64::R12, 0xd8}, {&ContextAmd64::R13, 0xe0}, {&ContextAmd64::R14, 0xe8},
    {&ContextAmd64::R15, 0xf0}, {&ContextAmd64::Rip, 0xf8}};

}  // namespace

Result<ContextX86> read_context_x86(ByteView bytes) {
  DUMPLAB_TRY(const ByteView all, bytes.slice(0, kContextX86Size));
  ContextX86 context;
  std::memcpy(&context, all.bytes().data(), sizeof context);
  return context;
}

Result<ContextAmd64> read_context_amd64(ByteView bytes) {
  DUMPLAB_TRY(const ByteView all, bytes.slice(0, kContextAmd64Size));
  ContextAmd64 context;
  const auto get = [&](auto& field, std::size_t offset) {
    std::memcpy(&field, all.bytes().data() + offset, sizeof field);
  };
  get(context.ContextFlags, 0x30);
  get(context.MxCsr, 0x34);
  get(context.SegCs, 0x38);
  get(context.SegDs, 0x3a);
  get(context.SegEs, 0x3c);
  get(context.SegFs, 0x3e);
  get(context.SegGs, 0x40);
  get(context.SegSs, 0x42);
  get(context.EFlags, 0x44);
  for (const auto& [field, offset] : kAmd64Registers) get(context.*field, offset);
  const auto* first = reinterpret_cast<const std::uint8_t*>(bytes.bytes().data());
  context.raw.assign(first, first + bytes.size());
  return context;
}

std::vector<std::byte> bytes_of_context(const Context& context) {
  struct Visitor {
    std::vector<std::byte> operator()(std::monostate) const { return {}; }
    std::vector<std::byte> operator()(const ContextX86& c) const { return copy(&c, sizeof c); }
    std::vector<std::byte> operator()(const ContextAmd64& c) const {
      return copy(c.raw.data(), c.raw.size());
    }
    std::vector<std::byte> operator()(const ContextRaw& c) const {
      return copy(c.bytes.data(), c.bytes.size());
    }
    static std::vector<std::byte> copy(const void* data, std::size_t size) {
      std::vector<std::byte> out(size);
      if (size) std::memcpy(out.data(), data, size);
      return out;
    }
  };
  return std::visit(Visitor{}, context);
}

}  // namespace dumplab::nt
