// SPDX-License-Identifier: MIT
#pragma once

#include "base/text.h"
#include "question/resolver.h"

namespace dumplab::test {

/// A process of two modules, Orders.exe (0x400000) and PriceList.dll (0x10000000), 0x10000 bytes each, and
/// four threads.
class FakeResolver : public question::Resolver {
 public:
  std::optional<std::uint32_t> find_thread(std::uint64_t index) const override {
    constexpr std::uint32_t kThreads[] = {0x1a0, 0x1a4, 0xb8, 0x1c};
    return index < std::size(kThreads) ? std::optional(kThreads[index]) : std::nullopt;
  }
  std::optional<std::string> find_module(std::string_view name) const override {
    const std::string word = lower(std::string(name));
    if (word == "orders" || word == "orders.exe") return "Orders";
    if (word == "pricelist" || word == "pricelist.dll") return "PriceList";
    return std::nullopt;
  }
  std::optional<question::ModulePlace> find_symbol(std::string_view module,
                                                   std::string_view function) const override {
    const auto spelling = find_module(module);
    if (spelling == "Orders" && function == "Total") return question::ModulePlace{"Orders", Rva{0x1200}};
    if (spelling == "Orders" && function == "operator+") return question::ModulePlace{"Orders", Rva{0x1300}};
    if (spelling == "PriceList" && function == "Max<int, int>")
      return question::ModulePlace{"PriceList", Rva{0x2000}};
    return std::nullopt;
  }
  std::optional<question::ModulePlace> find_place(LinearAddress address) const override {
    constexpr std::uint64_t kSize = 0x10000, kOrders = 0x400000, kPriceList = 0x10000000;
    if (address.value - kOrders < kSize) return question::ModulePlace{"Orders", Rva{address.value - kOrders}};
    if (address.value - kPriceList < kSize)
      return question::ModulePlace{"PriceList", Rva{address.value - kPriceList}};
    return std::nullopt;
  }
};

}  // namespace dumplab::test
