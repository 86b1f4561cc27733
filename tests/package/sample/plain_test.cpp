// SPDX-License-Identifier: MIT
// A test program without a test library: exit code 0 when the reader counts the threads right.
#include <cstdio>

#include "dumplab/testing.h"
#include "my_parser.h"

int main() {
  const auto hang = dumplab::testing::try_make_dump("ten-waiters", {.seed = 4});
  if (!hang) {
    std::fprintf(stderr, "%s\n", hang.error().what.c_str());
    return 2;
  }
  const std::size_t found = my_parser::open(hang->file()).threads().size();
  const std::size_t expected = hang->truth().threads.size();
  std::printf("%zu threads found, %zu expected\n", found, expected);
  return found == expected && found > 10 ? 0 : 1;
}
