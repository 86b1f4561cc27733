// SPDX-License-Identifier: MIT
#include "shell/frame_text.h"

#include <fmt/format.h>

namespace dumplab::shell {
namespace {

constexpr unsigned kArguments32 = 3, kArguments64 = 4;

/// What `kv` says of a function's frame: parameters, locals and saved registers in words, where it keeps no
/// EBP.
std::string fpo_text(const Target& target, const FrameRow& row) {
  const auto* module = target.modules().find(row.ip);
  if (!module || !module->symbols) return {};
  const auto rva = static_cast<std::uint32_t>(row.ip - module->module->BaseOfImage);
  const auto data = module->symbols->find_frame_data(rva);
  if (!data) return {};
  const bool keeps_ebp = data->program.find("$T0 $ebp") != std::string::npos || data->allocates_base_pointer;
  if (keeps_ebp) return " (FPO: [Non-Fpo])";
  return fmt::format(" (FPO: [{},{},{}])", data->params_size / 4, data->locals_size / 4,
                     data->saved_registers_size / 4);
}

std::string module_of(const FrameRow& row) { return row.symbol.substr(0, row.symbol.find_first_of("!+")); }

}  // namespace

std::vector<FrameRow> frame_rows(const Target& target, const unwind::CallStack& stack) {
  std::vector<FrameRow> rows;
  const unsigned pointer = target.pointer_size();
  for (std::size_t i = 0; i < stack.frames.size(); ++i) {
    const unwind::StackFrame& frame = stack.frames[i];
    const unwind::StackFrame* caller = i + 1 < stack.frames.size() ? &stack.frames[i + 1] : nullptr;
    FrameRow row;
    row.ip = frame.eip;
    row.sp = frame.esp;
    row.trust = frame.trust;
    // The frame's base is the word below its return address, whether the function keeps EBP there or not.
    const bool has_slot = caller && caller->evidence && caller->evidence->slot;
    std::uint64_t base = has_slot ? caller->evidence->slot - pointer : frame.ebp;
    if (caller)
      row.return_address = caller->eip;
    else
      row.return_address = target.read_number(base + pointer, pointer).value_or(0);
    const unsigned count = target.is_64_bit() ? kArguments64 : kArguments32;
    for (unsigned a = 0; a < count; ++a)
      row.arguments[a] = target.read_number(base + (2 + a) * pointer, pointer);
    row.child_ebp = target.is_64_bit() ? frame.esp : base;
    row.symbol = target.symbols().describe(frame.eip, unwind::is_return_address(frame.trust));
    if (row.symbol.empty()) row.symbol = fmt::format("{:#x}", frame.eip);
    if (frame.place.line)
      row.source = fmt::format(" [{} @ {}]", frame.place.line->file, frame.place.line->line);
    rows.push_back(std::move(row));
  }
  return rows;
}

void add_frames(const Target& target, const unwind::CallStack& stack, const FrameStyle& style,
                document::Listing& out) {
  const bool is_wide = target.is_64_bit();
  auto rows = frame_rows(target, stack);
  const bool is_cut = rows.size() > style.most;
  if (is_cut) rows.resize(style.most);
  std::string head = style.numbers ? " # " : "";
  if (style.sizes) head += " Memory  ";
  head += is_wide ? "Child-SP          RetAddr               " : "ChildEBP RetAddr      ";
  if (style.arguments)
    head += is_wide ? ": Args to Child                                                          : "
                    : "Args to Child              ";
  if (style.evidence) head += "Found by      ";
  if (is_wide) head += "Call Site";
  while (head.ends_with(' ')) head.pop_back();
  out.add(std::move(head));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const FrameRow& row = rows[i];
    // A scan guesses: from here on frames may be of old calls.
    if (row.trust == unwind::Trust::kScan && (i == 0 || rows[i - 1].trust != unwind::Trust::kScan))
      out.add("WARNING: Stack unwind information not available. Following frames may be wrong.");
    std::string text = style.numbers ? fmt::format("{:02x} ", i) : "";
    if (style.sizes)
      text += i ? fmt::format("{:>8x} ", row.child_ebp - rows[i - 1].child_ebp) : std::string(9, ' ');
    text +=
        target.text(row.child_ebp) + ' ' + target.text(row.return_address) + (is_wide ? "     " : "     ");
    std::vector<std::string> words;
    const unsigned count = is_wide ? kArguments64 : kArguments32;
    for (unsigned a = 0; a < count; ++a)
      words.push_back(row.arguments[a] ? target.text(*row.arguments[a]) : std::string(is_wide ? 17 : 8, '?'));
    if (style.arguments) {
      if (is_wide) text += ": ";
      for (const std::string& word : words) text += word + ' ';
      if (is_wide) text += ": ";
    }
    if (style.evidence) text += fmt::format("{:<13} ", unwind::describe(row.trust));
    text += row.symbol;
    if (style.fpo) text += fpo_text(target, row);
    if (style.lines) text += row.source;
    document::Line& line = out.add(std::move(text));
    line.number("frame", i).address("child_ebp", row.child_ebp).address("return_address", row.return_address);
    line.address("ip", row.ip).with("symbol", row.symbol).with("module", module_of(row));
    line.with("found_by", unwind::describe(row.trust));
    line.list("args", words);
    if (!row.source.empty()) line.with("source", row.source.substr(2, row.source.size() - 3));
  }
  if (!is_cut && !stack.stop.empty() && stack.stop != "return address 0")
    out.add("      end: " + stack.stop).with("stop", stack.stop);
}

document::Line frame_line(const Target& target, const FrameRow& row, std::size_t number) {
  document::Line line(fmt::format("{:02x} {} {}     {}{}", number, target.text(row.child_ebp),
                                  target.text(row.return_address), row.symbol, row.source));
  line.number("frame", number).address("child_ebp", row.child_ebp).with("symbol", row.symbol);
  return line;
}

}  // namespace dumplab::shell
