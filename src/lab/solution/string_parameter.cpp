// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "base/text.h"
#include "base/try.h"
#include "solution/solution.h"

namespace dumplab::solution {
namespace {

constexpr std::uint32_t kSlotBytes = 4;

Result<FrameLine> frame_of(const Desk& desk, const std::string& function) {
  desk.dump().because("The functions through which the names went, and their arguments.");
  DUMPLAB_TRY(const auto stack, desk.dump().stack(kAtException));
  for (const FrameLine& frame : stack)
    if (frame.symbol.starts_with("Sheets!" + function + "+")) return frame;
  return fail(ErrorKind::kMalformed, 0, function + " is not on the stack");
}

Result<Answers> count(const Desk& desk) {
  DUMPLAB_TRY(const auto frame, frame_of(desk, "OpenAll"));
  return Answers{std::to_string(frame.arguments[2])};
}

Result<Answers> names_up_to_zero(const Desk& desk) {
  constexpr std::uint32_t kMostNames = 1000;
  DUMPLAB_TRY(const auto frame, frame_of(desk, "OpenAll"));
  for (std::uint32_t i = 0; i < kMostNames; ++i) {
    DUMPLAB_TRY(const auto name, desk.dump().dword(frame.arguments[1] + i * kSlotBytes));
    if (name == 0) return Answers{std::to_string(i)};
  }
  return Answers{};
}

/// The place in the list to which OpenSheet's second argument belongs: it is a slot, or what is in a slot.
Result<std::vector<std::uint32_t>> places(const Desk& desk) {
  DUMPLAB_TRY(const auto all, frame_of(desk, "OpenAll"));
  DUMPLAB_TRY(const auto sheet, frame_of(desk, "OpenSheet"));
  desk.dump().because(
      "The list: it has the address that OpenSheet was given, or is where that address points.");
  DUMPLAB_TRY(const auto names, desk.dump().dwords(all.arguments[1], all.arguments[2]));
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < names.size(); ++i)
    if (sheet.arguments[1] == names[i] || sheet.arguments[1] == all.arguments[1] + i * kSlotBytes)
      found.push_back(i);
  return found;
}

Result<Answers> place(const Desk& desk) {
  DUMPLAB_TRY(const auto found, places(desk));
  Answers answers;
  for (const std::uint32_t i : found) answers.push_back(std::to_string(i));
  return answers;
}

Result<Answers> place_in_group(const Desk& desk) {
  DUMPLAB_TRY(const auto group, frame_of(desk, "OpenGroup"));
  DUMPLAB_TRY(const auto sheet, frame_of(desk, "OpenSheet"));
  DUMPLAB_TRY(const auto names, desk.dump().dwords(group.arguments[1], group.arguments[2]));
  for (std::uint32_t i = 0; i < names.size(); ++i)
    if (sheet.arguments[1] == names[i] || sheet.arguments[1] == group.arguments[1] + i * kSlotBytes)
      return Answers{std::to_string(i)};
  return Answers{};
}

Result<Answers> slot(const Desk& desk) {
  DUMPLAB_TRY(const auto all, frame_of(desk, "OpenAll"));
  DUMPLAB_TRY(const auto found, places(desk));
  Answers answers;
  for (const std::uint32_t i : found) answers.push_back(hex(all.arguments[1] + i * kSlotBytes));
  return answers;
}

Result<std::uint32_t> name(const Desk& desk) {
  DUMPLAB_TRY(const auto all, frame_of(desk, "OpenAll"));
  DUMPLAB_TRY(const auto found, places(desk));
  if (found.empty()) return fail(ErrorKind::kMalformed, 0, "the list does not have the name");
  return desk.dump().dword(all.arguments[1] + found.front() * kSlotBytes);
}

/// Of text that begins with two characters of ASCII.
Result<bool> is_wide(const Desk& desk, std::uint32_t name) {
  desk.dump().because("The first bytes of the name: is every second one zero?");
  DUMPLAB_TRY(const auto bytes, desk.dump().dword(name));
  return (bytes & 0xff00ff00) == 0;
}

Result<Answers> text(const Desk& desk) {
  DUMPLAB_TRY(const auto address, name(desk));
  DUMPLAB_TRY(const bool wide, is_wide(desk, address));
  desk.dump().because("The name.");
  DUMPLAB_TRY(const auto characters, wide ? desk.dump().wide_text(address) : desk.dump().text(address));
  return Answers{characters};
}

/// With the command for narrow text.
Result<Answers> narrow_text(const Desk& desk) {
  DUMPLAB_TRY(const auto address, name(desk));
  DUMPLAB_TRY(const auto characters, desk.dump().text(address));
  return Answers{characters};
}

Result<Answers> encoding(const Desk& desk) {
  DUMPLAB_TRY(const auto address, name(desk));
  DUMPLAB_TRY(const bool wide, is_wide(desk, address));
  return Answers{wide ? "utf16" : "ansi"};
}

Result<Answers> serial(const Desk& desk) {
  DUMPLAB_TRY(const auto address, name(desk));
  desk.dump().because("What lies right before it.");
  DUMPLAB_TRY(const auto number, desk.dump().witness(address - desk.given.at("serial")));
  return Answers{number};
}

}  // namespace

std::span<const Method> solve_string_parameter() {
  static const Method kMethods[] = {{"1", count, names_up_to_zero},
                                    {"2", place, place_in_group},
                                    {"3", text, narrow_text},
                                    {"4", encoding},
                                    {"5", slot},
                                    {"6", serial}};
  return kMethods;
}

}  // namespace dumplab::solution
