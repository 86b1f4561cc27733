/* SPDX-License-Identifier: MIT */
/* "Application memory": the program of the deck as a process: a header, .TEXT, .DATA, .BSS. */
#include "index.h"
#include "stdio.h"
#include "windows.h"

#define PAGE 4096
#define TOUCHED 5 /* pages of buf */

/* int buf[20 * 1024 * 1024 / 4]; in a section without bytes of its own. clang gives a C array in a named section
   bytes, and lld folds .bss into .data; the linker calls this one .BSS. */
__asm__(".section .zbss,\"bw\"\n.globl _buf\n_buf: .zero 20 * 1024 * 1024\n.text");
extern int buf[];

static char label[] = "DataBase 1.0: what lies in .DATA comes from the file";

static __declspec(noinline) DWORD WINAPI CountThread(LPVOID parameter) {
  WaitForSingleObject(parameter, INFINITE);
  return 0;
}

static __declspec(noinline) void Stop(void) {
  __asm__ volatile("mark_stop: int3");
}

int main(int argc, char **argv) {
  HANDLE event = CreateEventA(NULL, TRUE, FALSE, NULL);
  int sum = 0;
  label[0] = 'd';
  CreateThread(NULL, 0, CountThread, event, 0, NULL);
  for (int i = 0; i < TOUCHED; ++i) buf[i * PAGE / 4] = IndexOf(i);
  for (int i = 0; i < TOUCHED; ++i) sum += buf[i * PAGE / 4];
  Sleep(20);
  printf("%s %d\n", label, sum);
  Stop();
  return 0;
}
