// SPDX-License-Identifier: MIT
#include "archive.h"
#include "stdio.h"

static NOINLINE void StartReaders(ARCHIVE *archive) {
  for (int i = 0; i < archive->Count; i++) {
    archive->Threads[i] = CreateThread(NULL, 0, ReaderThread, &archive->Readers[i], 0, NULL);
  }
  archive->Threads[archive->Count] = CreateThread(NULL, 0, ClockThread, archive, 0, NULL);
}

int main(int argc, char **argv) {
  ARCHIVE *archive = CreateArchive();
  printf("%s: %d readers\n", archive->Name, archive->Count);
  StartReaders(archive);
  WaitForMultipleObjects((DWORD)archive->Count + 1, archive->Threads, TRUE, INFINITE);
  puts("Indexed");
  return 0;
}
