// SPDX-License-Identifier: MIT
#include "report/rust_minidump_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "nt/status.h"
#include "nt/teb.h"
#include "report/json_object.h"
#include "report/rust_minidump_words.h"
#include "snapshot/codeview.h"
#include "snapshot/system_names.h"
#include "x86/decoder.h"

namespace dumplab::report {
namespace {

using unwind::StackFrame;

/// Offset of LastErrorValue in the TEB of a 64-bit thread.
constexpr std::uint64_t kTeb64LastErrorValue = 0x68;
/// MiscInfo.Flags1: the times are there.
constexpr std::uint32_t kHasProcessId = 1, kHasProcessTimes = 2;

/// Windows remembers 64; a forged dump could have any number for each of its frames.
constexpr std::size_t kMostUnloaded = 64;

/// Behind the last slash of either kind.
std::string file_name(const std::string& path) { return path.substr(path.find_last_of("\\/") + 1); }

class Writer {
 public:
  explicit Writer(const Analysis& analysis)
      : analysis_(analysis),
        snapshot_(analysis.snapshot),
        is_wide_(snapshot::has_64_bit_addresses(snapshot_.system.ProcessorArchitecture)) {
    for (std::size_t i = 0; i < analysis.threads.size() && !crashed_; ++i)
      if (snapshot_.exception && analysis.threads[i].thread->ThreadId == snapshot_.exception->ThreadId)
        crashed_ = i;
    for (const structures::ModuleImage& image : analysis.modules.all()) images_.emplace(image.module, &image);
  }

  Json document() const {
    Json threads = Json::array(), modules = Json::array(), unloaded = Json::array(), handles = Json::array();
    for (const ThreadAnalysis& thread : analysis_.threads) threads.push_back(thread_json(thread));
    for (const Module& module : snapshot_.modules) modules.push_back(module_json(module));
    for (const UnloadedModule& module : snapshot_.unloaded_modules) unloaded.push_back(unloaded_json(module));
    for (const HandleDescriptor& handle : snapshot_.handles) handles.push_back(handle_json(handle));
    return object({{"status", "OK"},
                   {"pid", has_misc(kHasProcessId) ? Json(snapshot_.misc->ProcessId) : Json()},
                   {"process_uptime", uptime()},
                   {"crash_info", crash_info()},
                   {"system_info", system_info()},
                   {"linux_memory_map_count", {}},
                   {"lsb_release", {}},
                   {"mac_boot_args", {}},
                   {"mac_crash_info", {}},
                   {"soft_errors", {}},
                   {"thread_count", threads.size()},
                   {"crashing_thread", crashed_ ? crashing_thread() : Json()},
                   {"threads", std::move(threads)},
                   {"main_module", modules.empty() ? Json() : Json(0)},
                   {"modules_contains_cert_info", false},
                   {"modules", std::move(modules)},
                   {"unloaded_modules", std::move(unloaded)},
                   {"handles", std::move(handles)}});
  }

 private:
  std::string hex_string(std::uint64_t value) const {
    return fmt::format("0x{:0{}x}", value, is_wide_ ? 16 : 8);
  }

  bool has_misc(std::uint32_t flag) const { return snapshot_.misc && (snapshot_.misc->Flags1 & flag); }

  /// Seconds.
  Json uptime() const {
    if (!has_misc(kHasProcessTimes) || snapshot_.misc->ProcessCreateTime > snapshot_.TimeDateStamp) return {};
    return snapshot_.TimeDateStamp - snapshot_.misc->ProcessCreateTime;
  }

  Json crash_info() const {
    Json type, address, text;
    if (snapshot_.exception) {
      const Exception& exception = *snapshot_.exception;
      type = rust_minidump::crash_reason(exception, snapshot_.system.PlatformId);
      address = hex_string(crash_address(exception));
      text = instruction(exception);
    }
    return object({{"type", std::move(type)},
                   {"address", std::move(address)},
                   {"adjusted_address", {}},
                   {"instruction", std::move(text)},
                   {"memory_accesses", {}},
                   {"instruction_pointer_update", {}},
                   {"possible_bit_flips", {}},
                   {"crash_inconsistencies", {}},
                   {"crashing_thread", crashed_ ? Json(*crashed_) : Json()},
                   {"assertion", {}}});
  }

  /// What was accessed, or else where the program was.
  std::uint64_t crash_address(const Exception& exception) const {
    const auto& information = exception.ExceptionInformation;
    const bool is_access = exception.ExceptionCode == nt::code(nt::Status::kAccessViolation) ||
                           exception.ExceptionCode == nt::code(nt::Status::kInPageError);
    const bool is_windows = snapshot::is_windows(snapshot_.system.PlatformId);
    const std::uint64_t address =
        is_windows && is_access && information.size() >= 2 ? information[1] : exception.ExceptionAddress;
    return is_wide_ ? address : static_cast<std::uint32_t>(address);
  }

  /// The one at EIP, of 32-bit code.
  Json instruction(const Exception& exception) const {
    const auto* context = std::get_if<ContextX86>(&exception.context);
    if (!context) return {};
    std::array<std::byte, x86::kMaxInstructionLength> code;
    const std::size_t count = analysis_.modules.memory().read({context->Eip}, code);
    std::array<std::uint8_t, code.size()> bytes{};
    for (std::size_t i = 0; i < count; ++i) bytes[i] = std::to_integer<std::uint8_t>(code[i]);
    const auto decoded = x86::decode(std::span(bytes).first(count));
    return decoded ? Json(x86::format(*decoded, context->Eip)) : Json();
  }

  Json system_info() const {
    const SystemInfo& system = snapshot_.system;
    std::string version =
        fmt::format("{}.{}.{}", system.MajorVersion, system.MinorVersion, system.BuildNumber);
    if (!system.CSDVersion.empty()) version += " " + system.CSDVersion;
    return object({{"os", rust_minidump::system_word(system.PlatformId)},
                   {"os_ver", std::move(version)},
                   {"cpu_arch", rust_minidump::processor_word(system.ProcessorArchitecture)},
                   {"cpu_info", word_or_null(rust_minidump::processor_text(system))},
                   {"cpu_count", system.NumberOfProcessors},
                   {"cpu_microcode_version", {}}});
  }

  Json thread_json(const ThreadAnalysis& thread) const {
    Json frames = Json::array();
    for (const StackFrame& frame : thread.stack.frames) frames.push_back(frame_json(frame, frames.size()));
    return object({{"thread_name", word_or_null(thread.thread->name.value_or(""))},
                   {"thread_id", thread.thread->ThreadId},
                   {"last_error_value", last_error(*thread.thread)},
                   {"frame_count", frames.size()},
                   {"frames", std::move(frames)}});
  }

  Json last_error(const Thread& thread) const {
    if (thread.Teb == 0 || !snapshot_.memory || !snapshot::is_windows(snapshot_.system.PlatformId)) return {};
    const std::uint64_t offset = is_wide_ ? kTeb64LastErrorValue : offsetof(nt::Teb, LastErrorValue);
    const auto error = snapshot_.memory->read_u32({thread.Teb + offset});
    return error ? Json(rust_minidump::last_error_word(*error)) : Json();
  }

  Json frame_json(const StackFrame& frame, std::size_t index) const {
    const std::uint64_t back = unwind::is_return_address(frame.trust) && frame.eip ? 1 : 0;
    const structures::ModuleImage* image = analysis_.modules.find(frame.eip - back);
    const bool is_named = !frame.place.function.empty();
    return object(
        {{"frame", index},
         {"trust", rust_minidump::trust_word(frame.trust)},
         {"offset", hex_string(frame.eip - back)},
         {"module", image ? Json(image->name) : Json()},
         {"module_offset", image ? Json(hex_string(frame.eip - back - image->module->BaseOfImage)) : Json()},
         {"unloaded_modules", image ? Json() : unloaded_at(frame.eip - back)},
         {"inlines", inlines(frame.eip - back, image)},
         {"function", word_or_null(frame.place.function)},
         {"function_offset", is_named ? Json(hex_string(frame.place.function_offset - back)) : Json()},
         {"file", frame.place.line ? Json(frame.place.line->file) : Json()},
         {"line", frame.place.line ? Json(frame.place.line->line) : Json()},
         {"missing_symbols", !is_named}});
  }

  /// Functions that the compiler put into the frame's own one, innermost first.
  Json inlines(std::uint64_t address, const structures::ModuleImage* image) const {
    if (!image || !image->symbols) return {};
    Json list = Json::array();
    const auto rva = static_cast<std::uint32_t>(address - image->module->BaseOfImage);
    for (const symbols::InlinedFunction& inlined : image->symbols->find_inlined(rva))
      list.push_back(object({{"function", inlined.name},
                             {"file", inlined.line ? Json(inlined.line->file) : Json()},
                             {"line", inlined.line ? Json(inlined.line->line) : Json()}}));
    return list.empty() ? Json() : list;
  }

  /// Modules that were at `address` once, by name, each with the distances from where it began.
  Json unloaded_at(std::uint64_t address) const {
    std::map<std::string, std::set<std::uint64_t>> found;
    for (const UnloadedModule& module :
         std::span(snapshot_.unloaded_modules)
             .first(std::min(kMostUnloaded, snapshot_.unloaded_modules.size())))
      if (AddressRange{{module.BaseOfImage}, module.SizeOfImage}.contains({address}))
        found[module.name].insert(address - module.BaseOfImage);
    Json list = Json::array();
    for (const auto& [name, distances] : found) {
      Json offsets = Json::array();
      for (const std::uint64_t distance : distances) offsets.push_back(hex_string(distance));
      list.push_back(object({{"module", name}, {"offsets", std::move(offsets)}}));
    }
    return list.empty() ? Json() : list;
  }

  Json crashing_thread() const {
    const ThreadAnalysis& thread = analysis_.threads[*crashed_];
    Json json = thread_json(thread);
    if (!json["frames"].empty())
      json["frames"][0]["registers"] = std::visit(RegisterJson{*this}, *thread.context);
    json["threads_index"] = *crashed_;
    return json;
  }

  struct RegisterJson {
    const Writer& writer;
    Json operator()(const ContextX86& c) const {
      return object({{"eip", h(c.Eip)},
                     {"esp", h(c.Esp)},
                     {"ebp", h(c.Ebp)},
                     {"ebx", h(c.Ebx)},
                     {"esi", h(c.Esi)},
                     {"edi", h(c.Edi)},
                     {"eax", h(c.Eax)},
                     {"ecx", h(c.Ecx)},
                     {"edx", h(c.Edx)},
                     {"eflags", h(c.EFlags)}});
    }
    Json operator()(const ContextAmd64& c) const {
      return object({{"rax", h(c.Rax)},
                     {"rdx", h(c.Rdx)},
                     {"rcx", h(c.Rcx)},
                     {"rbx", h(c.Rbx)},
                     {"rsi", h(c.Rsi)},
                     {"rdi", h(c.Rdi)},
                     {"rbp", h(c.Rbp)},
                     {"rsp", h(c.Rsp)},
                     {"r8", h(c.R8)},
                     {"r9", h(c.R9)},
                     {"r10", h(c.R10)},
                     {"r11", h(c.R11)},
                     {"r12", h(c.R12)},
                     {"r13", h(c.R13)},
                     {"r14", h(c.R14)},
                     {"r15", h(c.R15)},
                     {"rip", h(c.Rip)}});
    }
    Json operator()(std::monostate) const { return {}; }
    Json operator()(const ContextRaw&) const { return {}; }

   private:
    std::string h(std::uint64_t value) const { return writer.hex_string(value); }
  };

  /// Symbol servers' name of an image: time stamp and size.
  static std::string code_id(std::uint32_t time, std::uint32_t size) {
    return fmt::format("{:08x}{:x}", time, size);
  }

  Json module_json(const Module& module) const {
    const auto image = images_.find(&module);
    const bool has_symbols = image != images_.end() && image->second->symbols;
    const std::string_view kind = has_symbols ? image->second->symbols->kind() : "";
    const bool is_loaded = kind == "pdb" || kind == "sym";
    return object({{"base_addr", hex_string(module.BaseOfImage)},
                   {"end_addr", hex_string(module.range().end().value)},
                   {"debug_file", debug_file(module)},
                   {"debug_id", debug_id(module)},
                   {"filename", structures::module_name(module)},
                   {"code_id", module_code_id(module)},
                   {"version", word_or_null(file_version(module.VersionInfo))},
                   {"cert_subject", {}},
                   {"missing_symbols", !is_loaded},
                   {"loaded_symbols", is_loaded},
                   {"corrupt_symbols", {}},
                   {"symbol_url", {}}});
  }

  /// On other systems the build id is the name.
  std::string module_code_id(const Module& module) const {
    if (snapshot::is_windows(snapshot_.system.PlatformId))
      return code_id(module.TimeDateStamp, module.SizeOfImage);
    std::string digits;
    constexpr std::size_t kSignatureSize = 4;  // "BpEL"
    const auto* record = std::get_if<CodeViewOther>(&module.codeview);
    if (record && !snapshot::debug_id(module.codeview).empty())
      for (std::size_t i = kSignatureSize; i < record->size(); ++i)
        digits += fmt::format("{:02x}", (*record)[i]);
    return digits;
  }

  static std::string debug_file(const Module& module) {
    if (const auto* pdb = std::get_if<CodeViewPdb70>(&module.codeview)) return file_name(pdb->pdb_path);
    if (const auto* pdb = std::get_if<CodeViewPdb20>(&module.codeview)) return file_name(pdb->pdb_path);
    return snapshot::debug_id(module.codeview).empty() ? std::string() : structures::module_name(module);
  }

  /// 33 digits, all zero without a record.
  static std::string debug_id(const Module& module) {
    const std::string id = snapshot::debug_id(module.codeview);
    return id.empty() ? std::string(33, '0') : id;
  }

  Json unloaded_json(const UnloadedModule& module) const {
    return object({{"base_addr", hex_string(module.BaseOfImage)},
                   {"end_addr", hex_string(module.BaseOfImage + module.SizeOfImage)},
                   {"code_id", code_id(module.TimeDateStamp, module.SizeOfImage)},
                   {"filename", module.name},
                   {"cert_subject", {}}});
  }

  static Json handle_json(const HandleDescriptor& handle) {
    return object({{"handle", handle.Handle},
                   {"type_name", word_or_null(handle.TypeName.value_or(""))},
                   {"object_name", word_or_null(handle.ObjectName.value_or(""))}});
  }

  const Analysis& analysis_;
  const Snapshot& snapshot_;
  bool is_wide_;
  std::optional<std::size_t> crashed_;  ///< index of the exception's thread
  std::map<const Module*, const structures::ModuleImage*> images_;
};

}  // namespace

std::string to_rust_minidump_json(const Analysis& analysis) { return to_text(Writer(analysis).document()); }

}  // namespace dumplab::report
