// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <vector>

#include "image/call_frame_info.h"
#include "structures/module_images.h"
#include "unwind/caller.h"
#include "unwind/stack_view.h"

/// Callers by the call frame information of images: .eh_frame and .debug_frame.
namespace dumplab::unwind {

/// The tables of all modules, read at first use. Borrows the images.
class CallFrameTables {
 public:
  explicit CallFrameTables(const structures::ModuleImages& modules) : modules_(modules) {}

  /// The row that holds for code at linear address `address`; empty where no table has one.
  std::optional<image::CallFrameRow> find_row(std::uint64_t address);

 private:
  struct Table {
    image::CallFrameInfo info;
    std::uint64_t delta = 0;  ///< what to add to a linear address
  };
  const std::vector<Table>& tables_of(const structures::ModuleImage& module);

  const structures::ModuleImages& modules_;
  std::map<const structures::ModuleImage*, std::vector<Table>> tables_;
};

std::optional<Caller> caller_by_call_frame(CallFrameTables& tables, const StackView& stack,
                                           const Callee& callee);

}  // namespace dumplab::unwind
