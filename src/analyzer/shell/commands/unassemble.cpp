// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/try.h"
#include "shell/code_text.h"
#include "shell/memory_text.h"

namespace dumplab::shell::commands {
namespace {

constexpr std::uint64_t kUsual = 8;

/// Lines from `address` on, before `end` if there is one, with a label in front and where a new function
/// begins. Gives the end.
std::uint64_t add_lines(const Target& target, const CodeText& code, std::uint64_t address,
                        std::uint64_t count, std::optional<std::uint64_t> end, document::Listing& list) {
  code.add_label(address, list);
  for (std::uint64_t i = 0; i < count && i < kMostLines && (!end || address < *end); ++i) {
    if (i) {
      const std::string name = target.symbols().describe(address);
      if (name.find('!') != std::string::npos && name.find('+') == std::string::npos)
        code.add_label(address, list);
    }
    const std::uint64_t next = target.mask(address + code.add_line(address, list));
    if (next < address) return next;  // past the end of the address space
    address = next;
  }
  return address;
}

/// The function that holds `address`, from its first byte to its end.
Result<document::Listing> whole_function(const Target& target, const CodeText& code, std::uint64_t address) {
  const auto* module = target.modules().find(address);
  const auto function =
      module && module->symbols
          ? module->symbols->find_function(static_cast<std::uint32_t>(address - module->module->BaseOfImage))
          : std::nullopt;
  if (!function) return refuse(fmt::format("No function is known at {}", target.text(address)));
  const std::uint64_t start = module->module->BaseOfImage + function->rva;
  document::Listing list{"code", {}};
  if (function->size) {
    add_lines(target, code, start, kMostLines, start + function->size, list);
    return list;
  }
  // The symbol has no size: up to the first RET behind which nothing jumps, or the next symbol.
  const auto next = target.symbols().around(start).next;
  std::uint64_t end = next ? next->address : module->module->BaseOfImage + module->module->SizeOfImage,
                farthest = start;
  for (std::uint64_t at = start; at < end;) {
    const auto instruction = code.read(at);
    if (!instruction) break;
    const auto target_at = x86::direct_target(instruction->instruction, static_cast<std::uint32_t>(at));
    if (target_at && !x86::is_call(instruction->instruction) && *target_at > farthest && *target_at < end)
      farthest = *target_at;
    const std::uint64_t after = at + instruction->instruction.length();
    if (x86::is_return(instruction->instruction) && farthest <= at) {
      end = after;
      break;
    }
    at = after;
  }
  add_lines(target, code, start, kMostLines, end, list);
  return list;
}

}  // namespace

Result<document::Document> unassemble(Session& session, const Invocation& invocation) {
  ArgumentReader arguments(session, invocation.arguments);
  const Target& target = session.target();
  const CodeText code(target);
  const auto registers = pointers_of(session.scope().context);
  std::optional<std::uint64_t> next = session.cursor.code;
  if (!next && registers) next = registers->ip;
  document::Document out;
  if (invocation.name == "uf") {
    std::uint64_t address = next.value_or(0);
    if (!arguments.at_end()) {
      DUMPLAB_TRY(address, arguments.address());
    }
    DUMPLAB_TRY(document::Listing list, whole_function(target, code, address));
    out.listing(std::move(list));
    return out;
  }
  DUMPLAB_TRY(const Range range, read_range(arguments, target, 1, kUsual, next));
  DUMPLAB_TRY_VOID(expect_end(arguments));
  document::Listing list{"code", {}};
  if (invocation.name == "ub") {
    const auto before = code.instructions_before(
        range.begin, static_cast<std::size_t>(std::min<std::uint64_t>(range.count, 256)));
    if (before.empty())
      return refuse(fmt::format("No code before {} is in the dump", target.text(range.begin)));
    add_lines(target, code, before.front(), before.size(), range.begin, list);
    session.cursor.code = before.front();
  } else {
    const auto end = range.has_end ? std::optional(range.begin + range.count) : std::nullopt;
    session.cursor.code =
        add_lines(target, code, range.begin, range.has_end ? kMostLines : range.count, end, list);
  }
  out.listing(std::move(list));
  return out;
}

}  // namespace dumplab::shell::commands
