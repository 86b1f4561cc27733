// SPDX-License-Identifier: MIT
#include "process.h"

#include <unistd.h>

#include <array>

#include "base/check.h"

namespace dumplab::bench {
namespace {

std::string quoted(const std::string& word) {
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

}  // namespace

Process::Process(const std::vector<std::string>& words, int seconds) {
  std::string line = "timeout " + std::to_string(seconds);
  for (const std::string& word : words) line += " " + quoted(word);
  pipe_.reset(popen((line + " 2>/dev/null </dev/null").c_str(), "r"));
  DUMPLAB_CHECK(pipe_);
}

std::string Process::output() {
  std::string text;
  std::array<char, 65536> part{};
  for (std::size_t size; (size = std::fread(part.data(), 1, part.size(), pipe_.get())) > 0;)
    text.append(part.data(), size);
  pipe_.reset();
  return text;
}

std::string find_program(const std::string& name, const std::string& installed) {
  if (!installed.empty() && access(installed.c_str(), X_OK) == 0) return installed;
  std::string found = Process({"sh", "-c", "command -v " + name}, 10).output();
  while (!found.empty() && found.back() == '\n') found.pop_back();
  return found;
}

}  // namespace dumplab::bench
