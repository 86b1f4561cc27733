// SPDX-License-Identifier: MIT
#include "measure.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

namespace dumplab::bench {
namespace {

/// False when it could not be started or ended in another way than by itself.
bool run_once(std::vector<char*>& arguments, double& milliseconds, double& mebibytes) {
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child < 0) return false;
  if (child == 0) {
    const int nothing = open("/dev/null", O_RDWR);
    for (int file = 0; file < 3; ++file) dup2(nothing, file);
    execvp(arguments.front(), arguments.data());
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  if (wait4(child, &status, 0, &usage) != child) return false;
  milliseconds = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  mebibytes = static_cast<double>(usage.ru_maxrss) / 1024;
  return WIFEXITED(status) && WEXITSTATUS(status) != 127;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

Measured measure(const std::vector<std::string>& words, int runs) {
  std::vector<std::string> copies = words;
  std::vector<char*> arguments;
  for (std::string& word : copies) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::vector<double> times, peaks;
  for (int i = 0; i < runs + 1; ++i) {
    double milliseconds = 0, mebibytes = 0;
    if (!run_once(arguments, milliseconds, mebibytes)) return {};
    if (i == 0) continue;  // reads the files into the host's cache
    times.push_back(milliseconds);
    peaks.push_back(mebibytes);
  }
  return {median(times), median(peaks)};
}

}  // namespace dumplab::bench
