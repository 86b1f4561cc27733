// SPDX-License-Identifier: MIT
#include "report/region_json.h"

#include "base/text.h"
#include "nt/memory_constants.h"

namespace dumplab::report {

Json region_json(const regions::OwnedRegion& region) {
  const auto word_or_null = [](std::string word) { return word.empty() ? Json() : Json(std::move(word)); };
  Json::object_t made;
  auto& members = static_cast<Json::object_t::Container&>(made);
  members.reserve(6);
  members.emplace_back("base", hex(region.base));
  members.emplace_back("size", hex(region.size));
  members.emplace_back("state", word_or_null(nt::describe_state(region.state)));
  members.emplace_back("type", word_or_null(nt::describe_type(region.type)));
  members.emplace_back("protect", word_or_null(nt::describe_protection(region.protect)));
  members.emplace_back("owner", region.owner);
  return made;
}

Json listed_region_json(const regions::OwnedRegion& region) {
  Json made = region_json(region);
  made["allocation_base"] = region.allocation_base ? Json(hex(*region.allocation_base)) : Json();
  made["usage"] = regions::usage_of(region.kind);
  return made;
}

std::string to_text(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace dumplab::report
