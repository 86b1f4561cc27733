// SPDX-License-Identifier: MIT
#include "corpus/encoding.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/utf16.h"
#include "nt/context_codec.h"
#include "snapshot/codeview.h"

namespace dumplab::corpus {
namespace {

/// Source of all numbers: minidumpapiset.h.
struct NamedStream {
  std::string name;
  std::uint32_t type;
  LabelledBytes bytes;
};

class Encoder {
 public:
  Encoder(const Snapshot& snapshot, const Encoding& encoding) : s_(snapshot), e_(encoding) {}

  LabelledBytes run() {
    add_streams();
    if (e_.is_reversed) std::ranges::reverse(streams_);
    LabelledBytes file;
    file.text("MDMP")
        .u32(0xa793)
        .u32(streams_.size())
        .rva("directory")
        .u32(0)
        .u32(s_.TimeDateStamp)
        .u64(s_.Flags);
    if (!e_.has_directory_last) add_directory(file);
    file.append(parts_);
    file.align(16).label("memory-bytes");
    for (std::size_t i = 0; i < ranges().size(); ++i)
      file.label(numbered("bytes", i)).append(bytes_of(ranges()[i]));
    for (const NamedStream& stream : streams_)
      file.align(4).zeros(e_.shift).label("stream:" + stream.name).append(stream.bytes);
    if (e_.has_directory_last) add_directory(file.align(4));
    return file.label("end");
  }

 private:
  static std::string numbered(std::string_view what, std::size_t i) { return fmt::format("{}:{}", what, i); }
  std::span<const AddressRange> ranges() const {
    return s_.memory ? s_.memory->ranges() : std::span<const AddressRange>();
  }
  std::vector<std::byte> bytes_of(const AddressRange& range) const {
    std::vector<std::byte> bytes(range.size);
    bytes.resize(s_.memory->read(range.base, bytes));
    return bytes;
  }

  // ---- what streams point to

  LabelledBytes& part(const std::string& label) { return parts_.align(4).zeros(e_.shift).label(label); }
  std::string string(const std::string& label, const std::string& text) {
    part(label).string(utf16_from_utf8(text));
    return label;
  }
  /// Appends a location descriptor of `bytes`, of nothing where there are none.
  void locate(LabelledBytes& at, const std::string& label, std::span<const std::byte> bytes) {
    at.u32(bytes.size());
    if (bytes.empty()) {
      at.u32(0);
      return;
    }
    part(label).append(bytes);
    at.rva(label);
  }

  // ---- streams

  void add(const std::string& name, std::uint32_t type, LabelledBytes bytes) {
    streams_.push_back({name, type, std::move(bytes)});
  }
  void add_directory(LabelledBytes& file) const {
    file.label("directory");
    for (const NamedStream& stream : streams_)
      file.label("directory:" + stream.name)
          .u32(stream.type)
          .u32(stream.bytes.size())
          .rva("stream:" + stream.name);
  }
  LabelledBytes counted(std::size_t count) const {
    LabelledBytes list;
    list.u32(count).zeros(e_.list_padding);
    return list;
  }

  void add_streams() {
    add("SystemInfo", 7, system_info());
    if (s_.misc) add("MiscInfo", 15, misc_info(*s_.misc));
    add("ThreadList", 3, thread_list());
    add_thread_infos();
    add_thread_names();
    add("ModuleList", 4, module_list());
    if (!s_.unloaded_modules.empty()) add("UnloadedModuleList", 14, unloaded_modules());
    if (s_.exception) add("Exception", 6, exception(*s_.exception));
    if (e_.memory != Encoding::Memory::kMemory64List) add("MemoryList", 5, memory_list());
    if (e_.memory != Encoding::Memory::kMemoryList) add("Memory64List", 9, memory64_list());
    if (!s_.regions.empty()) add("MemoryInfoList", 16, regions());
    if (!s_.handles.empty()) add("HandleData", 12, handles());
    if (s_.comment_ansi) add("CommentA", 10, LabelledBytes().text(*s_.comment_ansi).u8(0));
    if (s_.comment) add("CommentW", 11, LabelledBytes().utf16(utf16_from_utf8(*s_.comment)).u16(0));
    for (const auto* streams : {&s_.user_streams, &e_.extra_streams})
      for (const UserStream& stream : *streams)
        add(fmt::format("{:#x}", stream.type), stream.type, LabelledBytes().append(stream.bytes));
  }

  LabelledBytes system_info() {
    const SystemInfo& from = s_.system;
    LabelledBytes out;
    out.u16(static_cast<std::uint16_t>(from.ProcessorArchitecture)).u16(from.ProcessorLevel);
    out.u16(from.ProcessorRevision).u8(from.NumberOfProcessors).u8(from.ProductType);
    out.u32(from.MajorVersion).u32(from.MinorVersion).u32(from.BuildNumber).u32(from.PlatformId);
    out.rva(string("csd", from.CSDVersion)).u16(from.SuiteMask).u16(from.Reserved2);
    return out.append(std::as_bytes(std::span(from.Cpu)));
  }

  static LabelledBytes misc_info(const MiscInfo& from) {
    LabelledBytes out;
    out.u32(24 + from.rest.size()).u32(from.Flags1).u32(from.ProcessId).u32(from.ProcessCreateTime);
    out.u32(from.ProcessUserTime).u32(from.ProcessKernelTime);
    return out.append(std::as_bytes(std::span(from.rest)));
  }

  /// MINIDUMP_MEMORY_DESCRIPTOR of a stack, whose bytes are those of the memory.
  void describe_stack(LabelledBytes& at, const AddressRange& stack) const {
    at.u64(stack.base.value).u32(stack.size);
    for (std::size_t i = 0; i < ranges().size(); ++i) {
      if (stack.size == 0 || !ranges()[i].contains(stack.base)) continue;
      if (ranges()[i].size - (stack.base - ranges()[i].base) < stack.size) continue;
      at.rva(numbered("bytes", i), stack.base - ranges()[i].base);
      return;
    }
    at.u32(0);
  }

  LabelledBytes thread_list() {
    LabelledBytes out = counted(s_.threads.size());
    for (std::size_t i = 0; i < s_.threads.size(); ++i) {
      const Thread& from = s_.threads[i];
      out.label(numbered("thread", i)).u32(from.ThreadId).u32(from.SuspendCount).u32(from.PriorityClass);
      out.u32(from.Priority).u64(from.Teb);
      describe_stack(out, from.stack);
      locate(out, numbered("context", i), nt::bytes_of_context(from.context));
    }
    return out;
  }

  void add_thread_infos() {
    LabelledBytes entries;
    std::uint32_t count = 0;
    for (const Thread& thread : s_.threads) {
      if (!thread.info) continue;
      const ThreadInfo& from = *thread.info;
      entries.label(numbered("thread-info", count++))
          .u32(thread.ThreadId)
          .u32(from.DumpFlags)
          .u32(from.DumpError);
      entries.u32(from.ExitStatus)
          .u64(from.CreateTime)
          .u64(from.ExitTime)
          .u64(from.KernelTime)
          .u64(from.UserTime);
      entries.u64(from.StartAddress).u64(from.Affinity);
    }
    if (count) add("ThreadInfoList", 17, LabelledBytes().u32(12).u32(64).u32(count).append(entries));
  }

  void add_thread_names() {
    LabelledBytes entries;
    std::uint32_t count = 0;
    for (const Thread& thread : s_.threads) {
      if (!thread.name) continue;
      const std::string label = numbered("thread-name", count++);
      entries.label(label).u32(thread.ThreadId).rva64(string("name:" + label, *thread.name));
    }
    if (count) add("ThreadNames", 24, counted(count).append(entries));
  }

  LabelledBytes module_list() {
    LabelledBytes out = counted(s_.modules.size());
    for (std::size_t i = 0; i < s_.modules.size(); ++i) {
      const Module& from = s_.modules[i];
      const FixedFileInfo& v = from.VersionInfo;
      const std::string label = numbered("module", i);
      out.label(label).u64(from.BaseOfImage).u32(from.SizeOfImage).u32(from.CheckSum).u32(from.TimeDateStamp);
      out.rva(string("name:" + label, from.path));
      for (const std::uint32_t word :
           {v.dwSignature, v.dwStrucVersion, v.dwFileVersionMS, v.dwFileVersionLS, v.dwProductVersionMS,
            v.dwProductVersionLS, v.dwFileFlagsMask, v.dwFileFlags, v.dwFileOS, v.dwFileType, v.dwFileSubtype,
            v.dwFileDateMS, v.dwFileDateLS})
        out.u32(word);
      locate(out, numbered("codeview", i), snapshot::bytes_of_codeview(from.codeview));
      locate(out, numbered("misc", i), std::as_bytes(std::span(from.misc_record)));
      out.u64(0).u64(0);
    }
    return out;
  }

  LabelledBytes unloaded_modules() {
    LabelledBytes out;
    out.u32(12).u32(24).u32(s_.unloaded_modules.size());
    for (std::size_t i = 0; i < s_.unloaded_modules.size(); ++i) {
      const UnloadedModule& from = s_.unloaded_modules[i];
      const std::string label = numbered("unloaded", i);
      out.label(label).u64(from.BaseOfImage).u32(from.SizeOfImage).u32(from.CheckSum).u32(from.TimeDateStamp);
      out.rva(string("name:" + label, from.name));
    }
    return out;
  }

  LabelledBytes exception(const Exception& from) {
    LabelledBytes out;
    out.u32(from.ThreadId).u32(0).u32(from.ExceptionCode).u32(from.ExceptionFlags).u64(from.ExceptionRecord);
    out.u64(from.ExceptionAddress).u32(from.ExceptionInformation.size()).u32(0);
    for (std::size_t i = 0; i < 15; ++i)
      out.u64(i < from.ExceptionInformation.size() ? from.ExceptionInformation[i] : 0);
    locate(out, "context:exception", nt::bytes_of_context(from.context));
    return out;
  }

  LabelledBytes memory_list() const {
    LabelledBytes out = counted(ranges().size());
    for (std::size_t i = 0; i < ranges().size(); ++i)
      out.label(numbered("memory", i))
          .u64(ranges()[i].base.value)
          .u32(ranges()[i].size)
          .rva(numbered("bytes", i));
    return out;
  }

  LabelledBytes memory64_list() const {
    LabelledBytes out;
    out.u64(ranges().size()).rva64("memory-bytes");
    for (std::size_t i = 0; i < ranges().size(); ++i)
      out.label(numbered("memory64", i)).u64(ranges()[i].base.value).u64(ranges()[i].size);
    return out;
  }

  LabelledBytes regions() const {
    LabelledBytes out;
    out.u32(16).u32(48).u64(s_.regions.size());
    for (std::size_t i = 0; i < s_.regions.size(); ++i) {
      const Region& from = s_.regions[i];
      out.label(numbered("region", i))
          .u64(from.BaseAddress)
          .u64(from.AllocationBase)
          .u32(from.AllocationProtect);
      out.u32(0).u64(from.RegionSize).u32(from.State).u32(from.Protect).u32(from.Type).u32(0);
    }
    return out;
  }

  LabelledBytes handles() {
    LabelledBytes out;
    out.u32(16).u32(32).u32(s_.handles.size()).u32(0);
    for (std::size_t i = 0; i < s_.handles.size(); ++i) {
      const HandleDescriptor& from = s_.handles[i];
      const std::string label = numbered("handle", i);
      out.label(label).u64(from.Handle);
      const auto name = [&](const char* kind, const std::optional<std::string>& text) {
        if (text)
          out.rva(string(kind + (":" + label), *text));
        else
          out.u32(0);
      };
      name("type", from.TypeName);
      name("name", from.ObjectName);
      out.u32(from.Attributes).u32(from.GrantedAccess).u32(from.HandleCount).u32(from.PointerCount);
    }
    return out;
  }

  const Snapshot& s_;
  const Encoding& e_;
  LabelledBytes parts_;
  std::vector<NamedStream> streams_;
};

}  // namespace

LabelledBytes encode(const Snapshot& snapshot, const Encoding& encoding) {
  return Encoder(snapshot, encoding).run();
}

}  // namespace dumplab::corpus
