// SPDX-License-Identifier: MIT
#include "nt/memory_constants.h"

#include <fmt/format.h>

#include <span>
#include <string_view>

namespace dumplab::nt {
namespace {

struct Word {
  std::uint32_t value;
  std::string_view name;
};

constexpr Word kStates[] = {{kMemCommit, "MEM_COMMIT"}, {kMemReserve, "MEM_RESERVE"}, {kMemFree, "MEM_FREE"}};
constexpr Word kTypes[] = {
    {kMemPrivate, "MEM_PRIVATE"}, {kMemMapped, "MEM_MAPPED"}, {kMemImage, "MEM_IMAGE"}};
constexpr Word kProtections[] = {{kPageNoAccess, "PAGE_NOACCESS"},
                                 {kPageReadOnly, "PAGE_READONLY"},
                                 {kPageReadWrite, "PAGE_READWRITE"},
                                 {kPageWriteCopy, "PAGE_WRITECOPY"},
                                 {kPageExecute, "PAGE_EXECUTE"},
                                 {kPageExecuteRead, "PAGE_EXECUTE_READ"},
                                 {kPageExecuteReadWrite, "PAGE_EXECUTE_READWRITE"},
                                 {kPageExecuteWriteCopy, "PAGE_EXECUTE_WRITECOPY"}};
constexpr Word kModifiers[] = {
    {kPageGuard, "PAGE_GUARD"}, {kPageNoCache, "PAGE_NOCACHE"}, {kPageWriteCombine, "PAGE_WRITECOMBINE"}};

std::string find_word(std::span<const Word> words, std::uint32_t value) {
  if (value == 0) return {};
  for (const Word& word : words)
    if (word.value == value) return std::string(word.name);
  return fmt::format("{:#x}", value);
}

}  // namespace

std::string describe_state(std::uint32_t state) { return find_word(kStates, state); }
std::string describe_type(std::uint32_t type) { return find_word(kTypes, type); }

std::string describe_protection(std::uint32_t protect) {
  std::uint32_t access = protect;
  for (const Word& modifier : kModifiers) access &= ~modifier.value;
  std::string text = find_word(kProtections, access);
  for (const Word& modifier : kModifiers) {
    if (!(protect & modifier.value)) continue;
    if (!text.empty()) text += " | ";
    text += modifier.name;
  }
  return text;
}

}  // namespace dumplab::nt
