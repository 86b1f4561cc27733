// SPDX-License-Identifier: MIT
#include "orders.h"
#include "settings.h"
#include "stdio.h"

NOINLINE int PrintAll(ATLAS *atlas, CHARACTER **names, int count) {
  char line[40 + VARIANT * 8];
  int length = 0;
  for (int i = 0; i < count; i++) {
    length += _snprintf(line, sizeof(line), "%s: %d, %d", atlas->Title, i, (int)names[i][0]);
  }
  WaitForSingleObject(atlas->Plotted, INFINITE);
  return length;
}

static DWORD WINAPI PrinterThread(LPVOID parameter) {
  ATLAS *atlas = parameter;
  int printed = ReadNumber("Printed", 5);
  printf("%s: %d characters\n", atlas->Title, PrintAll(atlas, atlas->ByNumber, printed));
  return 0;
}

int main(int argc, char **argv) {
  HANDLE threads[2];
  ATLAS *atlas = CreateAtlas();
  printf("%s: %d sheets\n", atlas->Title, atlas->Count);
  threads[0] = CreateThread(NULL, 0, PrinterThread, atlas, 0, NULL);
  Sleep(20);
  threads[1] = CreateThread(NULL, 0, OpeningThread, atlas, 0, NULL);
  WaitForMultipleObjects(2, threads, TRUE, INFINITE);
  return 0;
}
