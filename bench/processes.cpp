// SPDX-License-Identifier: MIT
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>

#include "engines.h"

namespace dumplab::bench {

std::optional<Run> run_process(const Image& image, const std::string& emulator) {
  int ends[2];
  if (pipe(ends) != 0) return std::nullopt;
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], 1);
    if (emulator.empty())
      execl(image.file.c_str(), image.file.c_str(), nullptr);
    else
      execlp(emulator.c_str(), emulator.c_str(), image.file.c_str(), nullptr);
    _exit(127);
  }
  close(ends[1]);
  Run run;
  char buffer[64];
  for (ssize_t count = 0; (count = read(ends[0], buffer, sizeof buffer)) > 0;)
    run.output.append(buffer, static_cast<std::size_t>(count));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return std::nullopt;
  return run;
}

}  // namespace dumplab::bench
