// SPDX-License-Identifier: MIT
#include "support/child_terminal.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace dumplab::test {

ChildTerminal::ChildTerminal(std::vector<std::string> command, std::string echo, std::string prompt)
    : echo_(std::move(echo)), prompt_(std::move(prompt)) {
  std::array<int, 2> to{}, from{};
  // Closed in other children, or the end of their input would not reach them.
  if (pipe2(to.data(), O_CLOEXEC) != 0 || pipe2(from.data(), O_CLOEXEC) != 0)
    throw std::runtime_error("no pipe");
  std::vector<char*> words;
  for (std::string& word : command) words.push_back(word.data());
  words.push_back(nullptr);
  child_ = fork();
  if (child_ == 0) {
    dup2(to[0], STDIN_FILENO);
    dup2(from[1], STDOUT_FILENO);
    dup2(from[1], STDERR_FILENO);
    execvp(words[0], words.data());
    _exit(127);
  }
  close(to[0]);
  close(from[1]);
  input_ = fdopen(to[1], "w");
  output_ = fdopen(from[0], "r");
}

ChildTerminal::~ChildTerminal() {
  std::fclose(input_);
  std::fclose(output_);
  kill(child_, SIGKILL);
  waitpid(child_, nullptr, 0);
}

std::string ChildTerminal::type(std::string_view line) {
  static const std::string kEnd = "end-of-command-";
  const std::string end = kEnd + std::to_string(++lines_) + ".";
  std::fprintf(input_, "%.*s\n%s%s\n", static_cast<int>(line.size()), line.data(), echo_.c_str(),
               end.c_str());
  std::fflush(input_);
  std::string text;
  std::array<char, 4096> buffer{};
  std::string row;
  while (std::fgets(buffer.data(), buffer.size(), output_)) {
    row += buffer.data();
    if (!row.ends_with('\n')) continue;
    // The program repeats a command behind its prompt.
    const bool is_repeated = row.find(prompt_ + std::string(line) + "\n") != std::string::npos ||
                             row.find(prompt_ + echo_ + end) != std::string::npos;
    const bool is_end = row.find(end) != std::string::npos;
    // Its errors come by a way of their own, and any time.
    if (is_end && is_repeated == echo_.empty()) return text;
    if (!is_repeated && row.find(kEnd) == std::string::npos) text += row;
    row.clear();
  }
  ADD_FAILURE() << "the debugger has ended at: " << line << "\n" << text;
  return text;
}

}  // namespace dumplab::test
