// SPDX-License-Identifier: MIT
#include "structures/loader_list.h"

#include <algorithm>
#include <set>

#include "base/utf16.h"
#include "nt/loader_data.h"
#include "snapshot/read_struct.h"

namespace dumplab::structures {
namespace {

using snapshot::read_struct;

constexpr std::size_t kMaximumModules = 1 << 16;

template <typename Data, typename Entry>
LoaderList read_list(const MemorySource& memory, std::uint64_t loader_data) {
  LoaderList list;
  const auto data = read_struct<Data>(memory, loader_data);
  if (!data) return list;
  const std::uint64_t head = loader_data + offsetof(Data, InLoadOrderModuleList);
  std::uint64_t link = data->InLoadOrderModuleList.Flink.value();
  std::set<std::uint64_t> seen;
  while (link != head) {
    const auto entry = read_struct<Entry>(memory, link);
    if (!entry || !seen.insert(link).second || seen.size() > kMaximumModules) return list;
    const auto text = [](const auto& name) {
      return AddressRange{{name.Buffer.value()}, name.Length.value()};
    };
    list.modules.push_back({link, entry->DllBase.value(), entry->SizeOfImage.value(),
                            text(entry->FullDllName), text(entry->BaseDllName)});
    link = entry->InLoadOrderLinks.Flink.value();
  }
  list.is_complete = true;
  return list;
}

}  // namespace

LoaderList read_loader_list(const MemorySource& memory, std::uint64_t loader_data, bool is_64_bit) {
  return is_64_bit ? read_list<nt::LoaderData64, nt::LoaderEntry64>(memory, loader_data)
                   : read_list<nt::LoaderData, nt::LoaderEntry>(memory, loader_data);
}

std::string read_text(const MemorySource& memory, AddressRange text, std::uint64_t most) {
  std::vector<std::byte> bytes(std::min(text.size, most) & ~std::uint64_t{1});
  if (!memory.read_exactly(text.base, bytes.data(), bytes.size())) return {};
  return utf8_from_utf16(bytes);
}

}  // namespace dumplab::structures
