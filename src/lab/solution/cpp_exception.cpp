// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.h"
#include "base/try.h"
#include "solution/solution.h"

namespace dumplab::solution {
namespace {

constexpr std::uint32_t kCode = 0xe06d7363, kMagic = 0x19930520, kMostTypes = 16;
constexpr std::size_t kObject = 1, kDescription = 2;  // parameters of the exception

/// The object and what describes it.
struct Thrown {
  std::uint32_t object, description;
};

Result<FrameLine> frame_of_throw(const Desk& desk) {
  desk.dump().because("The functions between the program and the exception.");
  DUMPLAB_TRY(const auto stack, desk.dump().stack(kAtException));
  for (const FrameLine& frame : stack)
    if (frame.symbol.find("!_CxxThrowException+") != std::string::npos) return frame;
  return fail(ErrorKind::kMalformed, 0, "_CxxThrowException is not on the stack");
}

Result<Thrown> thrown(const Desk& desk) {
  desk.dump().because("The exception and its parameters.");
  DUMPLAB_TRY(const auto exception, desk.dump().exception());
  if (exception.code != kCode) return fail(ErrorKind::kMalformed, 0, "no C++ exception");
  if (exception.parameters.size() > kDescription)
    return Thrown{exception.parameters[kObject], exception.parameters[kDescription]};
  // Not every debugger shows parameters: these two are the arguments of the throw.
  DUMPLAB_TRY(const auto frame, frame_of_throw(desk));
  return Thrown{frame.arguments[0], frame.arguments[1]};
}

/// Of the first record of a C++ exception in memory.
Result<Thrown> first_in_memory(const Desk& desk) {
  constexpr std::uint32_t kUserMemory = 0x7fff0000, kParameterCount = 0x10;
  DUMPLAB_TRY(const auto places, desk.dump().find_dword(0, kUserMemory, kCode));
  for (const std::uint32_t place : places) {
    const auto parameters = desk.dump().dwords(place + kParameterCount, 4);
    if (parameters && (*parameters)[0] == 3 && (*parameters)[1] == kMagic)
      return Thrown{(*parameters)[1 + kObject], (*parameters)[1 + kDescription]};
  }
  return fail(ErrorKind::kMalformed, 0, "no record");
}

/// The first ones of the list, `most` at most.
Result<std::vector<std::string>> type_names(const Desk& desk, const Thrown& thrown, std::uint32_t most) {
  desk.dump().because("The description, and in it the list of types.");
  DUMPLAB_TRY(const auto list, desk.dump().dword(thrown.description + desk.given.at("list")));
  DUMPLAB_TRY(const auto count, desk.dump().dword(list));
  if (count == 0 || count > kMostTypes) return fail(ErrorKind::kMalformed, 0, "no list of types");
  DUMPLAB_TRY(const auto types, desk.dump().dwords(list + 4, std::min(count, most)));
  std::vector<std::string> names;
  for (const std::uint32_t type : types) {
    desk.dump().because("A type, its descriptor and the name.");
    DUMPLAB_TRY(const auto descriptor, desk.dump().dword(type + desk.given.at("descriptor")));
    DUMPLAB_TRY(names.emplace_back(), desk.dump().text(descriptor + desk.given.at("name")));
  }
  return names;
}

Result<Answers> type(const Desk& desk) {
  DUMPLAB_TRY(const auto found, thrown(desk));
  DUMPLAB_TRY(const auto names, type_names(desk, found, 1));
  return Answers{names.front()};
}

Result<Answers> first_type_in_memory(const Desk& desk) {
  DUMPLAB_TRY(const auto found, first_in_memory(desk));
  DUMPLAB_TRY(const auto names, type_names(desk, found, 1));
  return Answers{names.front()};
}

Result<Answers> types(const Desk& desk) {
  DUMPLAB_TRY(const auto found, thrown(desk));
  DUMPLAB_TRY(const auto names, type_names(desk, found, kMostTypes));
  return Answers{fmt::format("{}", fmt::join(names, " "))};
}

Result<Answers> object(const Desk& desk) {
  DUMPLAB_TRY(const auto found, thrown(desk));
  return Answers{hex(found.object)};
}

Result<Answers> first_object_in_memory(const Desk& desk) {
  DUMPLAB_TRY(const auto found, first_in_memory(desk));
  return Answers{hex(found.object)};
}

Result<Answers> error_number(const Desk& desk) {
  DUMPLAB_TRY(const auto object, desk.hex("3"));
  desk.dump().because("The object's error number.");
  DUMPLAB_TRY(const auto number, desk.dump().dword(object + desk.given.at("number")));
  return Answers{std::to_string(number)};
}

Result<Answers> key(const Desk& desk) {
  DUMPLAB_TRY(const auto object, desk.hex("3"));
  desk.dump().because("The object's key.");
  DUMPLAB_TRY(const auto text, desk.dump().text(object + desk.given.at("key")));
  return Answers{text};
}

Result<Answers> throw_site(const Desk& desk) {
  DUMPLAB_TRY(const auto frame, frame_of_throw(desk));
  return Answers{hex(frame.return_address)};
}

Result<Answers> where_it_was_raised(const Desk& desk) {
  DUMPLAB_TRY(const auto exception, desk.dump().exception());
  return Answers{hex(exception.address)};
}

}  // namespace

std::span<const Method> solve_cpp_exception() {
  static const Method kMethods[] = {{"1", type, first_type_in_memory},
                                    {"2", types},
                                    {"3", object, first_object_in_memory},
                                    {"4", error_number, nullptr, {"3"}},
                                    {"5", key, nullptr, {"3"}},
                                    {"6", throw_site, where_it_was_raised}};
  return kMethods;
}

}  // namespace dumplab::solution
