// SPDX-License-Identifier: MIT
#include "corpus/parser_run.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include "base/files.h"
#include "base/try.h"

namespace dumplab::corpus {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kMegabyte = 1 << 20;
constexpr std::uint64_t kMostOutput = 256 * kMegabyte;
constexpr int kCannotStart = 127;

/// What the server answers.
struct Answer {
  int exit_code = -1, signal = 0, timed_out = 0;
  double seconds = 0;
  std::uint64_t peak_bytes = 0;
};

/// Whole messages over a pipe: a length and bytes.
bool write_all(int pipe, const void* data, std::size_t size) {
  const auto* bytes = static_cast<const char*>(data);
  while (size != 0) {
    const ssize_t count = ::write(pipe, bytes, size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes += count;
    size -= static_cast<std::size_t>(count);
  }
  return true;
}
bool read_all(int pipe, void* data, std::size_t size) {
  auto* bytes = static_cast<char*>(data);
  while (size != 0) {
    const ssize_t count = ::read(pipe, bytes, size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes += count;
    size -= static_cast<std::size_t>(count);
  }
  return true;
}
bool write_text(int pipe, const std::string& text) {
  const std::uint64_t size = text.size();
  return write_all(pipe, &size, sizeof size) && write_all(pipe, text.data(), text.size());
}
bool read_text(int pipe, std::string& text) {
  std::uint64_t size = 0;
  if (!read_all(pipe, &size, sizeof size)) return false;
  text.resize(size);
  return read_all(pipe, text.data(), size);
}

/// In the parser's process: never comes back.
[[noreturn]] void become(const std::vector<std::string>& words, const std::string& output) {
  const int nothing = ::open("/dev/null", O_RDWR);
  const int out = ::open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(nothing, STDERR_FILENO);
  const rlimit no_core{0, 0}, output_limit{kMostOutput, kMostOutput};
  ::setrlimit(RLIMIT_CORE, &no_core);
  ::setrlimit(RLIMIT_FSIZE, &output_limit);
  ::setpgid(0, 0);  // so that its own children can be ended with it
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execvp(arguments[0], arguments.data());
  ::_exit(kCannotStart);
}

/// Waits until `child` has ended; false when `seconds` pass first.
bool wait_for_end(pid_t child, double seconds) {
  const int handle = static_cast<int>(::syscall(SYS_pidfd_open, child, 0));
  if (handle < 0) return true;  // wait4 will wait
  const auto limit = Clock::now() + std::chrono::duration<double>(seconds);
  bool ended = false;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(limit - Clock::now()).count();
    pollfd waiting{handle, POLLIN, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(std::max<std::int64_t>(left, 0)));
    if (ready < 0 && errno == EINTR) continue;
    ended = ready > 0;
    break;
  }
  ::close(handle);
  return ended;
}

Answer run_one(const std::vector<std::string>& words, const std::string& output, double seconds) {
  Answer answer;
  const auto begin = Clock::now();
  const pid_t child = ::fork();
  if (child == 0) become(words, output);
  if (child < 0) return answer;
  if (!wait_for_end(child, seconds)) {
    answer.timed_out = 1;
    ::kill(-child, SIGKILL);
    ::kill(child, SIGKILL);
  }
  int status = 0;
  rusage usage{};
  while (::wait4(child, &status, 0, &usage) < 0 && errno == EINTR) {
  }
  answer.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  answer.peak_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
  if (WIFEXITED(status)) answer.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) answer.signal = WTERMSIG(status);
  return answer;
}

/// Reads requests (seconds, output file, words) and answers them until the pipe ends.
[[noreturn]] void serve(int requests, int answers) {
  for (;;) {
    double seconds = 0;
    std::uint64_t count = 0;
    std::string output;
    if (!read_all(requests, &seconds, sizeof seconds) || !read_text(requests, output) ||
        !read_all(requests, &count, sizeof count))
      ::_exit(0);
    std::vector<std::string> words(count);
    for (std::string& word : words)
      if (!read_text(requests, word)) ::_exit(0);
    const Answer answer = run_one(words, output, seconds);
    if (!write_all(answers, &answer, sizeof answer)) ::_exit(0);
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

Result<ParserRunner> ParserRunner::start() {
  ParserRunner runner;
  std::string name = std::filesystem::temp_directory_path() / "dumplab-parser-XXXXXX";
  const int file = ::mkstemp(name.data());
  if (file < 0) return fail(ErrorKind::kIo, 0, name + ": " + std::strerror(errno));
  ::close(file);
  runner.output_ = name;
  int requests[2], answers[2];
  if (::pipe2(requests, O_CLOEXEC) != 0) return fail(ErrorKind::kIo, 0, std::strerror(errno));
  if (::pipe2(answers, O_CLOEXEC) != 0) {
    const int error = errno;
    ::close(requests[0]);
    ::close(requests[1]);
    return fail(ErrorKind::kIo, 0, std::strerror(error));
  }
  runner.server_ = ::fork();
  if (runner.server_ == 0) {
    ::close(requests[1]);
    ::close(answers[0]);
    serve(requests[0], answers[1]);
  }
  ::close(requests[0]);
  ::close(answers[1]);
  runner.requests_ = requests[1];
  runner.answers_ = answers[0];
  if (runner.server_ < 0) return fail(ErrorKind::kIo, 0, std::strerror(errno));
  return runner;
}

ParserRunner::ParserRunner(ParserRunner&& other) noexcept
    : requests_(std::exchange(other.requests_, -1)),
      answers_(std::exchange(other.answers_, -1)),
      server_(std::exchange(other.server_, -1)),
      output_(std::exchange(other.output_, {})) {}

ParserRunner::~ParserRunner() {
  if (requests_ >= 0) ::close(requests_);  // the server ends
  if (answers_ >= 0) ::close(answers_);
  if (server_ > 0) ::waitpid(server_, nullptr, 0);
  std::error_code ignored;
  if (!output_.empty()) std::filesystem::remove(output_, ignored);
}

Result<ParserRun> ParserRunner::run(const std::vector<std::string>& words, const std::filesystem::path& file,
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

  const double seconds = 2 * budget.seconds;
  const std::uint64_t count = line.size();
  bool sent = write_all(requests_, &seconds, sizeof seconds) && write_text(requests_, output_.native()) &&
              write_all(requests_, &count, sizeof count);
  for (const std::string& word : line) sent = sent && write_text(requests_, word);
  Answer answer;
  if (!sent || !read_all(answers_, &answer, sizeof answer))
    return fail(ErrorKind::kIo, 0, "the parsers' server ended");
  ParserRun run{answer.exit_code, answer.signal,     answer.timed_out != 0,
                answer.seconds,   answer.peak_bytes, {}};
  DUMPLAB_TRY(run.output, read_text_file(output_));
  if (run.exit_code == kCannotStart && run.output.empty())
    return fail(ErrorKind::kIo, 0, words.front() + ": cannot be started");
  return run;
}

}  // namespace dumplab::corpus
