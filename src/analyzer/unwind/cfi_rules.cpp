// SPDX-License-Identifier: MIT
#include "unwind/cfi_rules.h"

#include "image/call_frame_sections.h"
#include "image/call_frame_unwind.h"

namespace dumplab::unwind {
namespace {

namespace i386 = image::dwarf_i386;

image::DwarfRegisters to_dwarf(const Registers& registers) {
  image::DwarfRegisters dwarf;
  dwarf[i386::kEip] = registers.eip;
  dwarf[i386::kEsp] = registers.esp;
  dwarf[i386::kEbp] = registers.ebp;
  dwarf[i386::kEbx] = registers.ebx;
  dwarf[i386::kEsi] = registers.esi;
  dwarf[i386::kEdi] = registers.edi;
  return dwarf;
}

}  // namespace

const std::vector<CallFrameTables::Table>& CallFrameTables::tables_of(const structures::ModuleImage& module) {
  const auto [place, is_new] = tables_.try_emplace(&module);
  if (!is_new || !module.image) return place->second;
  const std::uint64_t base = module.module->BaseOfImage;
  for (const auto& section : image::find_call_frame_sections(*module.image, base)) {
    // .debug_frame is not relocated: its addresses are those the image was linked for.
    const bool is_linked = section.kind == image::CallFrameSection::Kind::kDebugFrame;
    Table table{image::CallFrameInfo::parse(section), is_linked ? module.image->image_base() - base : 0};
    if (!table.info.descriptions().empty()) place->second.push_back(std::move(table));
  }
  return place->second;
}

std::optional<image::CallFrameRow> CallFrameTables::find_row(std::uint64_t address) {
  const structures::ModuleImage* module = modules_.find(address);
  if (!module) return std::nullopt;
  for (const Table& table : tables_of(*module)) {
    auto row = table.info.row_at(address + table.delta);
    if (row && *row) return std::move(**row);
  }
  return std::nullopt;
}

std::optional<Caller> caller_by_call_frame(CallFrameTables& tables, const StackView& stack,
                                           const Callee& callee) {
  // The row of a waiting function holds at its CALL, with the arguments still on the stack.
  Registers at = callee.registers;
  at.esp = callee.floor();
  const auto row = tables.find_row(callee.return_slot ? at.eip - 1 : at.eip);
  if (!row) return std::nullopt;
  const auto caller = image::step(to_dwarf(at), *row, stack.memory, 4);
  if (!caller || !caller->return_slot || !caller->registers[i386::kEip]) return std::nullopt;
  const auto get = [&](int number) -> std::optional<std::uint32_t> {
    const auto& value = caller->registers[number];
    return value ? std::optional(static_cast<std::uint32_t>(*value)) : std::nullopt;
  };
  return Caller{
      {*get(i386::kEip), get(i386::kEsp).value_or(static_cast<std::uint32_t>(caller->cfa)),
       get(i386::kEbp).value_or(callee.registers.ebp), get(i386::kEbx), get(i386::kEsi), get(i386::kEdi)},
      static_cast<std::uint32_t>(*caller->return_slot),
      false};
}

}  // namespace dumplab::unwind
