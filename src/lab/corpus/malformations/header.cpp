// SPDX-License-Identifier: MIT
// H01 to H19: the header and the stream directory.
#include "corpus/malformation.h"

namespace dumplab::corpus {
namespace {

using enum Verdict;

// Offsets in MINIDUMP_HEADER and MINIDUMP_DIRECTORY.
constexpr std::uint64_t kVersion = 4, kStreams = 8, kDirectory = 12, kCheckSum = 16,
                        kFlags = 24;
constexpr std::uint64_t kType = 0, kSize = 4, kRva = 8, kEntrySize = 12;
constexpr std::uint32_t kUnknownType = 0xfff0, kOwnType = 0x4d4b0001;

auto cut_to(std::uint64_t size) {
  return patch([=](Image& image) { image.resize(size); });
}
auto put(std::uint64_t offset, std::size_t size, std::uint64_t value) {
  return patch([=](Image& image) { image.set(offset, size, value); });
}
void text(Image& image, std::string_view signature) {
  for (std::size_t i = 0; i < signature.size(); ++i)
    image.set(i, 1, static_cast<unsigned char>(signature[i]));
}
auto signature(std::string_view word) {
  return patch([=](Image& image) { text(image, word); });
}
/// Adds a stream and then changes its directory entry.
auto extra(std::uint32_t type, std::function<void(Image&, std::uint64_t entry)> change) {
  return [=](Draft& draft) {
    draft.encoding.extra_streams.push_back({type, std::vector<std::byte>(16, std::byte{0x5a})});
    draft.patches.push_back([=](Image& image) {
      change(image, image.number(kDirectory, 4) + (image.number(kStreams, 4) - 1) * kEntrySize);
    });
  };
}
/// The directory behind everything else.
auto directory_last(std::function<void(Image&)> change) {
  return [=](Draft& draft) {
    draft.encoding.has_directory_last = true;
    draft.patches.push_back(change);
  };
}
/// Gives the second stream the place of the first one, moved by `shift` bytes.
auto share(std::string first, std::uint32_t type, std::uint64_t shift) {
  return extra(type, [=](Image& image, std::uint64_t entry) {
    image.set(entry + kRva, 4, image.at("stream:" + first) + shift);
    image.set(entry + kSize, 4, image.number(image.at("directory:" + first) + kSize, 4));
  });
}

}  // namespace

std::vector<Malformation> header_malformations() {
  return {
      {"H01", "empty", "an empty file", kReject, "R", cut_to(0)},
      {"H01", "one-byte", "a file of one byte", kReject, "R", cut_to(1)},
      {"H01", "31-bytes", "a header without its last byte", kReject, "R", cut_to(31)},
      {"H02", "swapped", "the signature in the other byte order", kReject, "RW", signature("PMDM")},
      {"H03", "page", "the signature of a kernel dump", kReject, "R", signature("PAGEDUMP")},
      {"H03", "pagedu64", "the signature of a 64-bit kernel dump", kReject, "R", signature("PAGEDU64")},
      {"H04", "version", "a wrong version", kReject, "R", put(kVersion, 2, 0xa794)},
      {"H04", "high-word", "a version of the writer's own", kAccept, "A", put(kVersion + 2, 2, 0xbeef)},
      {"H05", "no-streams", "a dump without streams", kAccept, "A", put(kStreams, 4, 0)},
      {"H06", "count", "4294967295 streams", kReject, "R", put(kStreams, 4, 0xffffffff)},
      {"H06", "count-of-32-bytes", "a header alone that promises 1717992192 streams", kReject, "R",
       patch([](Image& image) {
         image.resize(32);
         image.set(kStreams, 4, 0x6666ff00);
       })},
      {"H07", "directory-outside", "a directory behind the end of the file", kReject, "R",
       patch([](Image& image) { image.set(kDirectory, 4, image.size() + 16); })},
      {"H08", "directory-wraps", "a directory whose end passes 32 bits", kReject, "R",
       put(kDirectory, 4, 0xfffffff8)},
      {"H08", "size-wraps", "a directory whose size in 32 bits is small", kReject, "R",
       put(kStreams, 4, 0x15555556)},
      {"H09", "directory-in-header", "a directory at offset 0", kReject, "RW", put(kDirectory, 4, 0)},
      {"H10", "directory-cut", "a directory whose last entry is not in the file", kEntry, "E",
       directory_last([](Image& image) { image.resize(image.size() - kEntrySize); })},
      {"H11", "two-thread-lists", "a second ThreadList", kWarning, "RWSEA",
       extra(3,
             [](Image& image, std::uint64_t entry) {
               image.set(entry + kRva, 4, image.at("stream:ThreadList"));
               image.set(entry + kSize, 4, image.number(image.at("directory:ThreadList") + kSize, 4));
             })},
      {"H11", "two-comments", "a second CommentA", kWarning, "RWSEA",
       extra(10,
             [](Image& image, std::uint64_t entry) { image.set(image.number(entry + kRva, 4) + 15, 1, 0); })},
      {"H12", "shared-by-own", "a stream of the program's own in the bytes of the ModuleList", kWarning, "WA",
       share("ModuleList", kOwnType, 0)},
      {"H12", "shared-by-unknown", "a stream of an unknown type in the bytes of the ThreadList", kWarning,
       "WA", share("ThreadList", kUnknownType, 0)},
      {"H13", "overlap", "a stream that begins in the middle of another one", kWarning, "WA",
       share("ModuleList", kOwnType, 40)},
      {"H14", "unused", "an unused entry with garbage", kAccept, "A",
       extra(kUnknownType,
             [](Image& image, std::uint64_t entry) {
               image.set(entry + kType, 4, 0);
               image.set(entry + kSize, 4, 0xfffffff0);
               image.set(entry + kRva, 4, 0xffffff00);
             })},
      {"H15", "unknown-type", "a stream of an unknown type", kAccept, "A",
       extra(kUnknownType, [](Image&, std::uint64_t) {})},
      {"H15", "own-type", "a stream of the program's own", kAccept, "A",
       extra(kOwnType, [](Image&, std::uint64_t) {})},
      {"H16", "thread-list-of-0-bytes", "a ThreadList of 0 bytes", kStream, "SA",
       set("directory:ThreadList", kSize, 4, 0)},
      {"H16", "module-list-of-0-bytes", "a ModuleList of 0 bytes", kStream, "SA",
       set("directory:ModuleList", kSize, 4, 0)},
      {"H17", "checksum", "a wrong checksum", kAccept, "A", put(kCheckSum, 4, 0xdeadbeef)},
      {"H18", "full-memory", "MiniDumpWithFullMemory without a Memory64List", kWarning, "W",
       [](Draft& draft) {
         draft.encoding.memory = Encoding::Memory::kMemoryList;
         draft.patches.push_back([](Image& image) { image.set(kFlags, 8, image.number(kFlags, 8) | 2); });
       }},
      {"H19", "stream-missing", "cut at the border in front of the last stream", kStream, "S",
       patch([](Image& image) {
         const std::uint64_t last =
             image.number(kDirectory, 4) + (image.number(kStreams, 4) - 1) * kEntrySize;
         image.resize(image.number(last + kRva, 4));
       })},
      {"H19", "last-byte", "cut in the last byte of the last stream", kStream, "S",
       patch([](Image& image) { image.resize(image.size() - 1); })},
  };
}

}  // namespace dumplab::corpus
