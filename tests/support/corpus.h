// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <vector>

namespace dumplab::test {

/// Real dumps: DUMPLAB_CORPUS, or the place that CMake names.
inline std::filesystem::path corpus_path() {
  if (const char* path = std::getenv("DUMPLAB_CORPUS")) return path;
  return DUMPLAB_DEFAULT_CORPUS;
}

/// The *.dmp files of one of its folders, sorted; none when it is not there.
inline std::vector<std::filesystem::path> corpus_dumps(std::string_view folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(corpus_path() / folder, error))
    if (entry.path().extension() == ".dmp") files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

}  // namespace dumplab::test
