// SPDX-License-Identifier: MIT
// "Mapping: 2 threads in process": the first thread runs MOV EAX,[EDX]; PUSH EAX, the second one MOV ESP,EBP; POP EBP;
// RET. `cell` and `arrived` are data of both.
#include "windows.h"

#define BEFORE_PUSH "0x11111111"

volatile DWORD cell = 0x5eed1234;
volatile DWORD arrived;

NAKED NOINLINE void Copy(void) {
  __asm__(
      "pushl %ebp\n"
      "movl %esp, %ebp\n"
      "pushl $" BEFORE_PUSH "\n"
      "leal _cell, %edx\n"
      "mark_first_0: .byte 0x8b, 0x02\n"  // mov eax, [edx]
      "mark_first_1: .byte 0x50\n"        // push eax
      "mark_first_2: leave\n"
      "ret\n");
}

NAKED NOINLINE void Leave(void) {
  __asm__(
      "pushl %ebp\n"
      ".byte 0x8b, 0xec\n"  // mov ebp, esp
      "subl $0x20, %esp\n"
      "mark_second_0: .byte 0x8b, 0xe5\n"  // mov esp, ebp
      "mark_second_1: .byte 0x5d\n"        // pop ebp
      "mark_second_2: .byte 0xc3\n");      // ret
}

NAKED DWORD WINAPI Second(LPVOID parameter) {
  __asm__(
      "pushl %ebp\n"
      ".byte 0x8b, 0xec\n"
      "subl $0x10, %esp\n"
      "movl $1, _arrived\n"
      "call _Leave\n"
      "mark_second_3: leave\n"
      "xorl %eax, %eax\n"
      "ret $4\n");
}

int main(void) {
  HANDLE second = CreateThread(NULL, 0, Second, NULL, 0, NULL);
  while (!arrived) SwitchToThread();
  Copy();
  WaitForSingleObject(second, INFINITE);
  return 0;
}
