// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

namespace dumplab::report {

using Json = nlohmann::ordered_json;

struct Member {
  const char* name;
  mutable Json value;  ///< moved out of the list that names it
};

/// An object with these members, each named once. The library's own braces make a list of every member first.
inline Json object(std::initializer_list<Member> members) {
  Json::object_t made;
  auto& rows = static_cast<Json::object_t::Container&>(made);
  rows.reserve(members.size());
  for (const Member& member : members) rows.emplace_back(member.name, std::move(member.value));
  return made;
}

/// An absent fact is null.
inline Json word_or_null(std::string_view word) { return word.empty() ? Json() : Json(word); }

/// The text of a whole file. What is no UTF-8 is replaced.
inline std::string to_text(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace dumplab::report
