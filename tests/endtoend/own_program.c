// SPDX-License-Identifier: MIT
// Fails in the way that its first argument names; own_program_test.py builds it.
#include <stdio.h>
#include <string.h>
#include <windows.h>

static int __attribute__((noinline)) deep(int n) {
  volatile char buffer[1000];
  buffer[0] = (char)n;
  if (n == 0) return buffer[0];
  return deep(n - 1) + buffer[0];
}

static int __attribute__((noinline)) divide(int a, int b) { return a / b; }

static DWORD WINAPI idle(PVOID event) { return WaitForSingleObject(event, INFINITE); }

int main(int argc, char **argv) {
  const char *what = argc > 1 ? argv[1] : "exit";
  void (*volatile nowhere)(void) = 0;
  CreateThread(NULL, 0, idle, CreateEventA(NULL, FALSE, FALSE, NULL), 0, NULL);
  Sleep(1);
  if (!strcmp(what, "exit")) {
    printf("depth %d\n", deep(500));
    return 3;
  }
  if (!strcmp(what, "overflow")) return deep(1 << 30);
  if (!strcmp(what, "int3")) __asm__("int3");
  if (!strcmp(what, "ud2")) __asm__("ud2");
  if (!strcmp(what, "rdpmc")) __asm__("rdpmc");
  if (!strcmp(what, "phaddw")) __asm__(".byte 0x0f, 0x38, 0x01, 0xc1");  // SSSE3: newer than the machine
  if (!strcmp(what, "fdiv"))  // 1 / 0 with the exception unmasked; FWAIT reports it
    __asm__("pushl $0x37b\n fldcw (%esp)\n popl %ecx\n fld1\n fldz\n fdivrp\n fwait");
  if (!strcmp(what, "divss"))  // the same in SSE
    __asm__("pushl $0x1d80\n ldmxcsr (%esp)\n popl %ecx\n xorps %xmm0, %xmm0\n pcmpeqd %xmm1, %xmm1\n"
            "pslld $30, %xmm1\n psrld $2, %xmm1\n divss %xmm0, %xmm1");
  if (!strcmp(what, "hlt")) __asm__("hlt");
  if (!strcmp(what, "int55")) __asm__("int $0x55");
  if (!strcmp(what, "quotient")) return divide(-2147483647 - 1, -argc / 2);
  if (!strcmp(what, "zero")) return divide(argc, argc - 2);
  if (!strcmp(what, "raise")) RaiseException(0xE0001234, 0, 2, (const ULONG_PTR[]){7, 8});
  if (!strcmp(what, "nowhere")) nowhere();
  if (!strcmp(what, "rowrite")) *(volatile char *)(ULONG_PTR)main = 1;
  if (!strcmp(what, "esp")) __asm__("movl $0x10, %esp\n pushl %eax");
  return 1;
}
