// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "cpu/processor.h"
#include "x86/flags.h"
#include "x86/registers.h"
#include "x86/vectors.h"

namespace dumplab::cpu::testing {

inline constexpr std::uint32_t kCode = 0x00401000;   // two pages
inline constexpr std::uint32_t kData = 0x00500000;   // two pages
inline constexpr std::uint32_t kStack = 0x00600000;  // one page
inline constexpr std::uint32_t kTop = kStack + 0x800;

/// Linear pages as a table: no page tables, every page user, D always set where writable.
class Pages : public PageTranslator {
 public:
  using Page = std::array<std::byte, 4096>;

  struct Mapping {
    std::uint32_t frame;
    bool writable;
  };

  std::uint32_t map(std::uint32_t linear, bool writable = true) {
    frames_.push_back(std::make_unique<Page>());
    frames_.back()->fill(std::byte{0});
    const auto frame = static_cast<std::uint32_t>(frames_.size() - 1);
    map_frame(linear, frame, writable);
    return frame;
  }
  void map_frame(std::uint32_t linear, std::uint32_t frame, bool writable = true) {
    mappings[linear >> 12] = {frame, writable};
  }
  void unmap(std::uint32_t linear) { mappings.erase(linear >> 12); }
  Page& frame(std::uint32_t number) { return *frames_[number]; }

  std::optional<Fault> translate(std::uint32_t linear, Access access, PageView& page) override {
    ++walks;
    const bool write = access == Access::kWrite;
    const std::uint32_t code = x86::kPageFaultUser | (write ? x86::kPageFaultWrite : 0);
    const auto found = mappings.find(linear >> 12);
    if (found == mappings.end()) return Fault{x86::kPageFault, code, linear, nullptr};
    if (write && !found->second.writable) {
      return Fault{x86::kPageFault, code | x86::kPageFaultPresent, linear, nullptr};
    }
    page = PageView{frames_[found->second.frame]->data(), found->second.frame, found->second.writable};
    return std::nullopt;
  }

  std::map<std::uint32_t, Mapping> mappings;  // by linear page number
  unsigned walks = 0;

 private:
  std::vector<std::unique_ptr<Page>> frames_;
};

using Bytes = std::initializer_list<int>;

/// A processor with code, data and stack pages.
class Machine {
 public:
  Machine() : processor(blocks, pages) {
    for (const std::uint32_t page : {kCode, kCode + 0x1000, kData, kData + 0x1000, kStack}) pages.map(page);
    processor.state.eip = kCode;
    processor.state.gpr[x86::kEsp] = kTop;
  }

  /// Writes bytes as a device would: behind the processor's back, then told to the cache.
  void poke(std::uint32_t linear, std::span<const std::uint8_t> bytes) {
    for (const std::uint8_t byte : bytes) {
      const std::uint32_t frame = pages.mappings.at(linear >> 12).frame;
      pages.frame(frame)[linear & 4095] = static_cast<std::byte>(byte);
      blocks.frame_written(frame);
      ++linear;
    }
  }
  void poke(std::uint32_t linear, Bytes bytes) {
    std::vector<std::uint8_t> copy;
    for (const int byte : bytes) copy.push_back(static_cast<std::uint8_t>(byte));
    poke(linear, copy);
  }
  void code(Bytes bytes) { poke(kCode, bytes); }

  std::uint32_t peek(std::uint32_t linear, unsigned size = 4) {
    std::uint32_t value = 0;
    for (unsigned index = 0; index < size; ++index) {
      const std::uint32_t at = linear + index;
      const std::byte byte = pages.frame(pages.mappings.at(at >> 12).frame)[at & 4095];
      value |= std::to_integer<std::uint32_t>(byte) << 8 * index;
    }
    return value;
  }

  std::uint32_t& reg(x86::Register name) { return processor.state.gpr[name]; }
  std::uint32_t& eip() { return processor.state.eip; }
  std::uint32_t status() const { return processor.state.eflags & x86::kStatusFlags; }

  Pages pages;
  BlockCache blocks;
  Processor processor;
};

}  // namespace dumplab::cpu::testing
