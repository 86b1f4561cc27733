// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <map>

#include "base/try.h"
#include "shell/arguments.h"
#include "shell/wildcard.h"

namespace dumplab::shell::commands {
namespace {

struct AccessWord {
  std::uint32_t bit;
  const char* word;
};
/// winnt.h: the rights that every object has.
constexpr AccessWord kStandardRights[] = {{0x00010000, "Delete"},
                                          {0x00020000, "ReadControl"},
                                          {0x00040000, "WriteDac"},
                                          {0x00080000, "WriteOwner"},
                                          {0x00100000, "Synch"}};
struct TypeRights {
  const char* type;
  std::vector<AccessWord> words;
};
/// winnt.h: EVENT_*, MUTANT_*, SEMAPHORE_*, ..., in the debugger's words.
const std::vector<TypeRights>& rights_of_types() {
  static const std::vector<TypeRights> kRights = {
      {"Event", {{1, "QueryState"}, {2, "ModifyState"}}},
      {"Mutant", {{1, "QueryState"}}},
      {"Semaphore", {{1, "QueryState"}, {2, "ModifyState"}}},
      {"Timer", {{1, "QueryState"}, {2, "ModifyState"}}},
      {"Section", {{1, "Query"}, {2, "MapWrite"}, {4, "MapRead"}, {8, "MapExecute"}, {16, "Extend"}}},
      {"Thread",
       {{1, "Terminate"},
        {2, "Suspend"},
        {4, "Alert"},
        {8, "GetContext"},
        {16, "SetContext"},
        {32, "SetInfo"},
        {64, "QueryInfo"},
        {128, "SetToken"},
        {256, "Impersonate"},
        {512, "DirectImpersonate"}}},
      {"Process",
       {{1, "Terminate"},
        {2, "CreateThread"},
        {8, "VMOp"},
        {16, "VMRead"},
        {32, "VMWrite"},
        {64, "DupHandle"},
        {128, "CreateProcess"},
        {256, "SetQuota"},
        {512, "SetInfo"},
        {1024, "QueryInfo"}}},
      {"File",
       {{1, "Read/List"},
        {2, "Write/Add"},
        {4, "Append/SubDir/CreatePipe"},
        {8, "ReadEA"},
        {16, "WriteEA"},
        {32, "Execute/Traverse"},
        {64, "DeleteChild"},
        {128, "ReadAttr"},
        {256, "WriteAttr"}}},
      {"Directory", {{1, "Query"}, {2, "Traverse"}, {4, "CreateObject"}, {8, "CreateSubdirectory"}}},
      {"Key",
       {{1, "QueryValue"},
        {2, "SetValue"},
        {4, "CreateSubKey"},
        {8, "EnumSubKey"},
        {16, "Notify"},
        {32, "CreateLink"}}}};
  return kRights;
}

template <typename Words>
std::string words_of(const Words& words, std::uint32_t access) {
  std::string text;
  for (const AccessWord& word : words)
    if (access & word.bit) text += std::string(text.empty() ? "" : ",") + word.word;
  return text.empty() ? "None" : text;
}

std::string rights_of(const std::string& type, std::uint32_t access) {
  for (const TypeRights& row : rights_of_types())
    if (type == row.type) return words_of(row.words, access);
  return fmt::format("{:#x}", access & 0xffff);
}

constexpr unsigned kType = 1, kBasic = 2, kName = 4, kSpecific = 8;

void add_handle(const HandleDescriptor& handle, unsigned flags, document::Listing& list) {
  const std::string type = handle.TypeName.value_or("<unknown type>");
  list.add(fmt::format("Handle {:x}", handle.Handle))
      .address("handle", handle.Handle)
      .with("type", handle.TypeName.value_or(""))
      .with("name", handle.ObjectName.value_or(""))
      .address("access", handle.GrantedAccess);
  const auto add = [&](const char* name, const std::string& value) {
    list.add(fmt::format("  {:<13} {}", name, value));
  };
  if (flags & kType) add("Type", type);
  if (flags & kBasic) {
    add("Attributes", handle.Attributes ? fmt::format("{:#x}", handle.Attributes) : "0");
    add("GrantedAccess", fmt::format("{:#x}:", handle.GrantedAccess));
    list.add(fmt::format("         {}", words_of(kStandardRights, handle.GrantedAccess)));
    list.add(fmt::format("         {}", rights_of(type, handle.GrantedAccess)));
    add("HandleCount", std::to_string(handle.HandleCount));
    add("PointerCount", std::to_string(handle.PointerCount));
  }
  if (flags & kName)
    add("Name", handle.ObjectName && !handle.ObjectName->empty() ? *handle.ObjectName : "<none>");
  if (flags & kSpecific) list.add("  No object specific information in the dump");
}

}  // namespace

Result<document::Document> handles(Session& session, const Invocation& invocation) {
  const auto& all = session.snapshot().handles;
  if (all.empty()) return refuse("The dump has no handles (no HandleDataStream)");
  ArgumentReader arguments(session, invocation.arguments);
  std::uint64_t wanted = 0;
  unsigned flags = kType;
  const bool is_listing_all = arguments.at_end() || arguments.rest().starts_with("0 ");
  if (!arguments.at_end()) {
    DUMPLAB_TRY(wanted, arguments.number());
  }
  if (!arguments.at_end()) {
    DUMPLAB_TRY(const std::uint64_t value, arguments.number());
    flags = static_cast<unsigned>(value & 15);
  }
  const std::string type = arguments.word();
  document::Listing list{"handles", {}};
  std::map<std::string, std::size_t> counts;
  std::size_t shown = 0;
  for (const HandleDescriptor& handle : all) {
    if (wanted && handle.Handle != wanted) continue;
    const std::string word = handle.TypeName.value_or("<unknown type>");
    if (!type.empty() && !equal_without_case(type, word)) continue;
    add_handle(handle, flags, list);
    ++counts[word];
    ++shown;
  }
  if (wanted && shown == 0) return refuse(fmt::format("There is no handle {:x} in the dump", wanted));
  if (is_listing_all || !wanted) {
    list.add(fmt::format("{} Handles", shown)).number("handles", shown);
    list.add("Type            Count");
    for (const auto& [word, count] : counts)
      list.add(fmt::format("{:<15} {}", word, count)).with("type", word).number("count", count);
  }
  return document::of(std::move(list));
}

}  // namespace dumplab::shell::commands
