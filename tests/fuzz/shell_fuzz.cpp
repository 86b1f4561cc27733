// SPDX-License-Identifier: MIT
// A line of a debugger's commands, on a small dump: whatever is typed, it ends and is answered.
#include <cstdint>

#include "dumplab/dump.h"
#include "shell/loop.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dumplab;
  constexpr std::size_t kLongestLine = 4096;
  auto dump = Dump::open(DUMPLAB_SMALL_DUMP);
  if (!dump || size > kLongestLine) return 0;
  const std::string line(data, data + size);
  // The file system is not what is tested.
  if (line.find(".sympath") != std::string::npos) return 0;
  shell::Session session(shell::Target(std::move(*dump), "null-pointer.dmp", {}));
  for (const shell::Output& output : session.execute(line)) {
    shell::render(output, shell::OutputFormat::kText);
    shell::render(output, shell::OutputFormat::kJson);
  }
  session.complete(line);
  return 0;
}
