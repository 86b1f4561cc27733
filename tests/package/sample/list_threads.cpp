// SPDX-License-Identifier: MIT
// list_threads DUMP: the ids of its threads, one a line.
#include <cstdio>

#include "dumplab/dump.h"

int main(int count, char** words) {
  if (count != 2) return 2;
  const auto dump = dumplab::Dump::open(words[1]);
  if (!dump) {
    std::fprintf(stderr, "%s: %s\n", words[1], dump.error().what.c_str());
    return 1;
  }
  for (const auto& thread : dump->snapshot().threads) std::printf("%u\n", thread.ThreadId);
  return 0;
}
