// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace dumplab::test {

/// Built guest images: DUMPLAB_GUEST, or the build's folder.
inline std::filesystem::path guest_path() {
  if (const char* path = std::getenv("DUMPLAB_GUEST")) return path;
  return DUMPLAB_GUEST_FOLDER;
}

/// Whether a file is looked at: of each scenario one variant, in turn a, b and c, which differ in numbers
/// only; all with DUMPLAB_STRESS=full. Scenarios are counted in alphabetical order from 0.
inline bool is_chosen(const std::filesystem::path& file, const std::vector<std::string>& scenarios) {
  const char* stress = std::getenv("DUMPLAB_STRESS");
  const auto variant = file.parent_path(), scenario = variant.parent_path();
  if ((stress && std::string(stress) == "full") || scenario.parent_path().filename() != "scenarios")
    return true;
  const auto place = std::ranges::find(scenarios, scenario.filename().string()) - scenarios.begin();
  return variant.filename().string() == std::string(1, static_cast<char>('a' + place % 3));
}

/// Guest files with one of these extensions, sorted; none when the guest is not built.
inline std::vector<std::filesystem::path> guest_files(const std::vector<std::string>& extensions) {
  std::vector<std::filesystem::path> files;
  std::vector<std::string> scenarios;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(guest_path() / "scenarios", error))
    scenarios.push_back(entry.path().filename().string());
  std::ranges::sort(scenarios);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(guest_path(), error))
    if (std::ranges::find(extensions, entry.path().extension().string()) != extensions.end() &&
        is_chosen(entry.path(), scenarios))
      files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

/// The lines that `command FILE` prints; empty when it cannot be run or fails.
inline std::optional<std::vector<std::string>> lines_of(const std::string& command,
                                                        const std::filesystem::path& file) {
  const std::string whole = command + " '" + file.string() + "' 2>/dev/null";
  std::FILE* pipe = ::popen(whole.c_str(), "r");
  if (!pipe) return std::nullopt;
  std::string text;
  std::array<char, 65536> buffer;
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe))
    text.append(buffer.data(), count);
  if (::pclose(pipe) != 0) return std::nullopt;
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

inline bool has_tool(const std::string& tool) {
  return std::system(("command -v " + tool + " >/dev/null 2>&1").c_str()) == 0;
}

}  // namespace dumplab::test

/// Leaves the test out, with a message, without guest files or without the other implementation.
#define DUMPLAB_NEED_GUEST_AND(tool, files)                                       \
  if (!::dumplab::test::has_tool(tool)) GTEST_SKIP() << tool " is not installed"; \
  if ((files).empty()) GTEST_SKIP() << "no guest files in " << ::dumplab::test::guest_path()
