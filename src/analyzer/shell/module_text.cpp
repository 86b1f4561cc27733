// SPDX-License-Identifier: MIT
#include "shell/module_text.h"

#include <fmt/format.h>

#include "shell/arguments.h"
#include "shell/time_text.h"

namespace dumplab::shell {
namespace {

struct Word {
  std::uint32_t value;
  const char* text;
};
/// VOS_* and VFT_* of verrsrc.h.
constexpr Word kSystems[] = {{0x40004, "NT Win32"}, {0x4, "Win32"}, {0x40000, "NT"}, {0x10001, "DOS Win16"}};
constexpr Word kTypes[] = {{1, "App"}, {2, "Dll"}, {3, "Driver"}, {4, "Font"}, {7, "Static library"}};

template <std::size_t Count>
const char* word_of(const Word (&words)[Count], std::uint32_t value) {
  for (const Word& word : words)
    if (word.value == value) return word.text;
  return "";
}

}  // namespace

std::string symbol_status(const structures::ModuleImage& module) {
  if (!module.symbols) return "(no symbols)";
  return fmt::format("({} symbols)", module.symbols->kind());
}

void add_module_details(const structures::ModuleImage& module, document::Listing& out) {
  const Module& m = *module.module;
  const auto add = [&](const char* name, const std::string& value) {
    out.add(fmt::format("    {:<18}{}", std::string(name) + ":", value)).with(name, value);
  };
  out.add("    Image path: " + m.path).with("Image path", m.path);
  out.add("    Image name: " + module.name).with("Image name", module.name);
  add("Timestamp", time_stamp_text(m.TimeDateStamp));
  add("CheckSum", fmt::format("{:08X}", m.CheckSum));
  add("ImageSize", fmt::format("{:08X}", m.SizeOfImage));
  const FixedFileInfo& info = m.VersionInfo;
  if (info.dwSignature) {
    add("File version", report::version_text(info.dwFileVersionMS, info.dwFileVersionLS));
    add("Product version", report::version_text(info.dwProductVersionMS, info.dwProductVersionLS));
    add("File flags", fmt::format("{:x} (Mask {:X})", info.dwFileFlags, info.dwFileFlagsMask));
    add("File OS", fmt::format("{:X} {}", info.dwFileOS, word_of(kSystems, info.dwFileOS)));
    add("File type",
        fmt::format("{}.{} {}", info.dwFileType, info.dwFileSubtype, word_of(kTypes, info.dwFileType)));
    add("File date", fmt::format("{:08X}.{:08X}", info.dwFileDateMS, info.dwFileDateLS));
  }
  if (module.from_file) add("Image file", "read from a file of the same build: the dump has gaps");
  for (const std::string& mismatch : module.mismatches) add("Not used", mismatch);
}

Result<const structures::ModuleImage*> find_module(const Session& session, std::string_view text) {
  if (const auto* module = session.target().symbols().find_module(text)) return module;
  const auto address = session.evaluate_address(text);
  if (address)
    if (const auto* module = session.target().modules().find(*address)) return module;
  return refuse(fmt::format("There is no module {}", text));
}

}  // namespace dumplab::shell
