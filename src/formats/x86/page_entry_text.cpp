// SPDX-License-Identifier: MIT
#include "x86/page_entry_text.h"

#include "x86/page_table.h"

namespace dumplab::x86 {

std::string flags_text(std::uint32_t entry) {
  struct Flag {
    std::uint32_t mask;
    const char* name;
  };
  constexpr Flag kFlags[] = {{kEntryPresent, "P"},
                             {kEntryWritable, "RW"},
                             {kEntryUser, "US"},
                             {kEntryAccessed, "A"},
                             {kEntryDirty, "D"}};
  std::string text;
  for (const Flag& flag : kFlags)
    if (entry & flag.mask) text += (text.empty() ? "" : " ") + std::string(flag.name);
  return text.empty() ? "none" : text;
}

}  // namespace dumplab::x86
