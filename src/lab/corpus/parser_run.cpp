// SPDX-License-Identifier: MIT
#include "corpus/parser_run.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

namespace dumplab::corpus {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kMegabyte = 1 << 20;
constexpr std::size_t kMostOutput = 256 << 20;
constexpr int kCannotStart = 127;

/// In the child: never comes back.
[[noreturn]] void start(const std::vector<std::string>& words, int output) {
  const int nothing = ::open("/dev/null", O_RDWR);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(nothing, STDERR_FILENO);
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  ::setpgid(0, 0);  // so that its own children can be ended with it
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execvp(arguments[0], arguments.data());
  ::_exit(kCannotStart);
}

/// Reads until the pipe ends; false when `limit` comes first.
bool drain(int pipe, std::string& output, Clock::time_point limit) {
  std::array<char, 65536> buffer;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(limit - Clock::now()).count();
    pollfd waiting{pipe, POLLIN, 0};
    const int ready = left > 0 ? ::poll(&waiting, 1, static_cast<int>(left)) : 0;
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    const ssize_t count = ::read(pipe, buffer.data(), buffer.size());
    if (count <= 0) return true;
    const auto room = kMostOutput - std::min(kMostOutput, output.size());
    output.append(buffer.data(), std::min(room, static_cast<std::size_t>(count)));
  }
}

}  // namespace

Budget budget_for(std::uint64_t file_size) {
  return {2 + static_cast<double>(file_size) / kMegabyte, 64 * kMegabyte + 4 * file_size};
}

Result<std::vector<std::string>> split_command(std::string_view command) {
  std::vector<std::string> words;
  bool is_inside = false;
  char quote = 0;
  for (std::size_t i = 0; i < command.size(); ++i) {
    const char c = command[i];
    if (quote == 0 && (c == ' ' || c == '\t')) {
      is_inside = false;
      continue;
    }
    if (!is_inside) words.emplace_back();
    is_inside = true;
    if (c == quote)
      quote = 0;
    else if (quote == 0 && (c == '\'' || c == '"'))
      quote = c;
    else if (quote != '\'' && c == '\\' && i + 1 < command.size())
      words.back() += command[++i];
    else
      words.back() += c;
  }
  if (quote != 0) return fail(ErrorKind::kMalformed, command.size(), "a quote is open");
  if (words.empty()) return fail(ErrorKind::kMalformed, 0, "no command");
  return words;
}

Result<ParserRun> run_parser(const std::vector<std::string>& words, const std::filesystem::path& file,
                             const Budget& budget) {
  std::vector<std::string> line = words;
  bool has_file = false;
  for (std::string& word : line)
    for (std::size_t at = word.find("%f"); at != std::string::npos;
         at = word.find("%f", at + file.native().size())) {
      word.replace(at, 2, file.native());
      has_file = true;
    }
  if (!has_file) line.push_back(file.native());

  int pipe[2];
  if (::pipe2(pipe, O_CLOEXEC) != 0) return fail(ErrorKind::kIo, 0, std::strerror(errno));
  const auto begin = Clock::now();
  const pid_t child = ::fork();
  if (child < 0) {
    const int error = errno;
    ::close(pipe[0]);
    ::close(pipe[1]);
    return fail(ErrorKind::kIo, 0, std::strerror(error));
  }
  if (child == 0) start(line, pipe[1]);
  ::close(pipe[1]);

  ParserRun run;
  const auto limit = begin + std::chrono::milliseconds(static_cast<std::int64_t>(2000 * budget.seconds));
  const bool ended = drain(pipe[0], run.output, limit);
  ::close(pipe[0]);
  if (!ended) {
    run.timed_out = true;
    ::kill(-child, SIGKILL);
    ::kill(child, SIGKILL);
  }
  int status = 0;
  rusage usage{};
  while (::wait4(child, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  run.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  run.peak_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
  if (WIFEXITED(status)) run.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) run.signal = WTERMSIG(status);
  if (run.exit_code == kCannotStart && run.output.empty())
    return fail(ErrorKind::kIo, 0, words.front() + ": cannot be started");
  return run;
}

}  // namespace dumplab::corpus
