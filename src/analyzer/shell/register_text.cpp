// SPDX-License-Identifier: MIT
#include "shell/register_text.h"

#include <fmt/format.h>

#include "shell/code_text.h"
#include "x86/flags.h"

namespace dumplab::shell {
namespace {

using document::Line;
using document::Listing;

struct FlagRow {
  std::uint32_t bit;
  const char *set, *clear;
};
constexpr FlagRow kFlags[] = {{x86::kOverflow, "ov", "nv"},  {x86::kDirection, "dn", "up"},
                              {x86::kInterrupt, "ei", "di"}, {x86::kSign, "ng", "pl"},
                              {x86::kZero, "zr", "nz"},      {x86::kAdjust, "ac", "na"},
                              {x86::kParity, "pe", "po"},    {x86::kCarry, "cy", "nc"}};

/// A line of "name=value" words; the same names and values are its fields.
class RegisterLine {
 public:
  RegisterLine(const Context& context, int digits) : context_(context), digits_(digits), line_("") {}

  RegisterLine& add(std::string_view name, int digits = 0) {
    const std::uint64_t value = find_register(context_, name).value_or(0);
    line_.text += fmt::format("{}{}={:0{}x}", line_.text.empty() || line_.text == " " ? "" : " ", name, value,
                              digits ? digits : digits_);
    line_.address(std::string(name), value);
    return *this;
  }
  RegisterLine& text(std::string_view text) {
    line_.text += text;
    return *this;
  }
  Line take() { return std::move(line_); }

 private:
  const Context& context_;
  int digits_;
  Line line_;
};

Line segment_line(const Context& context) {
  RegisterLine line(context, 4);
  line.add("cs");
  for (const char* name : {"ss", "ds", "es", "fs", "gs"}) line.text(" ").add(name);
  return line.text("            ").add("efl", 8).take();
}

void add_x86(const ContextX86& registers, const Context& context, Listing& out) {
  const auto line = [&] { return RegisterLine(context, 8); };
  out.lines.push_back(line().add("eax").add("ebx").add("ecx").add("edx").add("esi").add("edi").take());
  out.lines.push_back(
      line()
          .add("eip")
          .add("esp")
          .add("ebp")
          .text(fmt::format(" iopl={}         {}", registers.EFlags >> 12 & 3, flag_words(registers.EFlags)))
          .take());
  out.lines.push_back(segment_line(context));
}

void add_amd64(const ContextAmd64& registers, const Context& context, Listing& out) {
  const auto line = [&] { return RegisterLine(context, 16); };
  out.lines.push_back(line().add("rax").add("rbx").add("rcx").take());
  out.lines.push_back(line().add("rdx").add("rsi").add("rdi").take());
  out.lines.push_back(line().add("rip").add("rsp").add("rbp").take());
  out.lines.push_back(line().text(" ").add("r8").text(" ").add("r9").add("r10").take());
  out.lines.push_back(line().add("r11").add("r12").add("r13").take());
  out.lines.push_back(line().add("r14").add("r15").take());
  out.add(fmt::format("iopl={}         {}", registers.EFlags >> 12 & 3, flag_words(registers.EFlags)));
  out.lines.push_back(segment_line(context));
}

}  // namespace

std::string flag_words(std::uint32_t eflags) {
  std::string words;
  for (const FlagRow& row : kFlags)
    words += std::string(words.empty() ? "" : " ") + (eflags & row.bit ? row.set : row.clear);
  return words;
}

Listing describe_registers(const Target& target, const Context& context) {
  Listing out{"registers", {}};
  const auto pointers = pointers_of(context);
  if (!pointers) return out;
  if (const auto* x86 = std::get_if<ContextX86>(&context)) add_x86(*x86, context, out);
  if (const auto* amd64 = std::get_if<ContextAmd64>(&context)) add_amd64(*amd64, context, out);
  const CodeText code(target);
  code.add_label(pointers->ip, out);
  const auto instruction = code.read(pointers->ip);
  code.add_line(pointers->ip, out);
  if (instruction) {
    const std::string note = code.operand_note(*instruction, context);
    if (!note.empty()) out.lines.back().text += " " + note;
    out.lines.back().with("operand", note.empty() ? note : note.substr(1));
  }
  return out;
}

}  // namespace dumplab::shell
