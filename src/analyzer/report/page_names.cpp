// SPDX-License-Identifier: MIT
#include "report/page_names.h"

#include <fmt/format.h>

namespace dumplab::report {

void PageNames::apply(const truth::Record& record) {
  const auto& fields = record.fields;
  switch (record.kind) {
    case truth::Kind::kModuleLoad:
      add(record.process, fields[0], fields[1], "image:" + record.text.substr(record.text.rfind('\\') + 1));
      break;
    case truth::Kind::kThreadStart:  // start-address teb stack-base stack-reserve
      add(record.process, fields[1], 0x1000, fmt::format("teb:{}", record.thread));
      add(record.process, fields[3], fields[2] - fields[3], fmt::format("stack:{}", record.thread));
      break;
    case truth::Kind::kProcessStart:
      add(record.process, fields[0], 0x1000, "peb");
      break;
    case truth::Kind::kReserve:
      add(record.process, fields[0], fields[1], record.text.empty() ? "private" : record.text);
      break;
    case truth::Kind::kMark:  // eip eax ecx edx ebx
      if (record.text == "mark_heap_reservation")
        add(record.process, fields[1], fields[3], fmt::format("heap:{:#x}", fields[2]));
      break;
    case truth::Kind::kFree:
    case truth::Kind::kModuleUnload:
      ranges_.erase({record.process, fields[0]});
      break;
    default:
      break;
  }
}

std::optional<std::string> PageNames::of(std::uint32_t process, std::uint64_t linear) const {
  auto after = ranges_.upper_bound({process, linear});
  if (after == ranges_.begin()) return std::nullopt;
  const auto& [key, named] = *--after;
  if (key.first != process || linear - key.second >= named.size) return std::nullopt;
  return named.name;
}

}  // namespace dumplab::report
