// SPDX-License-Identifier: MIT
// H20 to H26: counts, sizes and places of lists.
#include "corpus/malformation.h"

namespace dumplab::corpus {
namespace {

using enum Verdict;

constexpr std::uint64_t kSize = 4;  // in a directory entry

/// Adds the bytes of `change` to a stream's size in the directory.
auto resize(std::string stream, std::int64_t change) {
  return patch([=](Image& image) {
    const std::uint64_t at = image.at("directory:" + stream) + kSize;
    image.set(at, 4, image.number(at, 4) + static_cast<std::uint64_t>(change));
  });
}
auto padded(unsigned bytes) {
  return [=](Draft& draft) { draft.encoding.list_padding = bytes; };
}
auto shifted(unsigned bytes) {
  return [=](Draft& draft) { draft.encoding.shift = bytes; };
}
/// Spreads the entries of the MemoryInfoList, so that each has `more` bytes that no reader knows.
auto longer_regions(std::uint32_t more) {
  return [=](Draft& draft) {
    LabelledBytes list;
    list.u32(16).u32(48 + more).u64(draft.snapshot.regions.size());
    for (const Region& region : draft.snapshot.regions) {
      list.u64(region.BaseAddress).u64(region.AllocationBase).u32(region.AllocationProtect).u32(0);
      list.u64(region.RegionSize)
          .u32(region.State)
          .u32(region.Protect)
          .u32(region.Type)
          .u32(0)
          .fill(more, 0xcc);
    }
    draft.snapshot.regions.clear();
    draft.encoding.extra_streams.push_back({16, list.build()});
  };
}
auto memory_list(std::function<void(Draft&)> change) {
  return [change = std::move(change)](Draft& draft) {
    draft.encoding.memory = Encoding::Memory::kMemoryList;
    draft.snapshot.Flags &= ~std::uint64_t{2};
    change(draft);
  };
}

}  // namespace

std::vector<Malformation> list_malformations() {
  constexpr std::uint32_t kMost = 0xffffffff;
  return {
      {"H20", "threads", "4294967295 threads in a small stream", kStream, "S",
       set("stream:ThreadList", 0, 4, kMost)},
      {"H20", "modules", "4294967295 modules in a small stream", kStream, "S",
       set("stream:ModuleList", 0, 4, kMost)},
      {"H20", "unloaded", "4294967295 unloaded modules in a small stream", kStream, "S",
       set("stream:UnloadedModuleList", 8, 4, kMost)},
      {"H20", "memory", "4294967295 memory ranges in a small stream", kStream, "S",
       memory_list(set("stream:MemoryList", 0, 4, kMost))},
      {"H20", "memory64", "2^64-1 memory ranges in a small stream", kStream, "S",
       set("stream:Memory64List", 0, 8, ~std::uint64_t{0})},
      {"H20", "regions", "2^64-1 regions in a small stream", kStream, "S",
       set("stream:MemoryInfoList", 8, 8, ~std::uint64_t{0})},
      {"H20", "handles", "4294967295 handles in a small stream", kStream, "S",
       set("stream:HandleData", 8, 4, kMost)},
      {"H20", "thread-infos", "4294967295 thread infos in a small stream", kStream, "S",
       set("stream:ThreadInfoList", 8, 4, kMost)},
      {"H20", "thread-names", "4294967295 thread names in a small stream", kStream, "S",
       set("stream:ThreadNames", 0, 4, kMost)},
      {"H21", "threads", "a thread count whose size in 32 bits is 32", kStream, "S",
       set("stream:ThreadList", 0, 4, 0x05555556)},
      {"H21", "modules", "a module count whose size in 32 bits is small", kStream, "S",
       set("stream:ModuleList", 0, 4, 0x025ed098)},
      {"H21", "memory", "a memory count whose size in 32 bits is 16", kStream, "S",
       memory_list(set("stream:MemoryList", 0, 4, 0x10000001))},
      {"H21", "memory64", "a memory count whose size in 64 bits is 16", kStream, "S",
       set("stream:Memory64List", 0, 8, 0x1000000000000001)},
      {"H22", "threads", "a ThreadList that ends inside its last entry", kStream, "SE",
       resize("ThreadList", -8)},
      {"H22", "modules", "a ModuleList that ends inside its last entry", kStream, "SE",
       resize("ModuleList", -8)},
      {"H22", "regions", "a MemoryInfoList that ends inside its last entry", kStream, "SE",
       resize("MemoryInfoList", -8)},
      {"H22", "handles", "a HandleData stream that ends inside its last entry", kStream, "SE",
       resize("HandleData", -8)},
      {"H23", "padding-4", "lists with 4 bytes behind their counts", kAccept, "A", padded(4)},
      {"H23", "padding-8", "lists with 8 bytes behind their counts", kStream, "S", padded(8)},
      {"H23", "padding-12", "lists with 12 bytes behind their counts", kStream, "S", padded(12)},
      {"H24", "header-0", "SizeOfHeader 0", kStream, "S", set("stream:MemoryInfoList", 0, 4, 0)},
      {"H24", "header-8", "a SizeOfHeader smaller than the header", kStream, "S",
       set("stream:ThreadInfoList", 0, 4, 8)},
      {"H24", "entry-0", "SizeOfEntry 0", kStream, "S", set("stream:MemoryInfoList", 4, 4, 0)},
      {"H24", "entry-odd", "an odd SizeOfEntry", kStream, "S", set("stream:ThreadInfoList", 4, 4, 65)},
      {"H24", "entry-small", "a SizeOfEntry smaller than the entry", kStream, "S",
       set("stream:HandleData", 4, 4, 24)},
      {"H24", "entry-large", "entries that are longer than any reader knows", kAccept, "A",
       longer_regions(16)},
      {"H25", "shift-1", "everything one byte behind a multiple of 4", kAccept, "A", shifted(1)},
      {"H25", "shift-2", "everything two bytes behind a multiple of 4", kAccept, "A", shifted(2)},
      {"H25", "shift-3", "everything three bytes behind a multiple of 4", kAccept, "A", shifted(3)},
      {"H26", "into-directory", "a context that lies in the directory", kWarning, "WE",
       patch([](Image& image) { image.set("thread:0", 44, 4, image.at("directory")); })},
      {"H26", "into-itself", "a context that lies around its own descriptor", kWarning, "WE",
       patch([](Image& image) { image.set("thread:0", 44, 4, image.at("thread:0")); })},
  };
}

}  // namespace dumplab::corpus
