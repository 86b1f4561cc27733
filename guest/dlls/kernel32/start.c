// SPDX-License-Identifier: MIT
// Where threads begin (KERNEL.md section 2 step 7). The CONTEXT brings EAX = entry point or thread
// routine, EBX = PEB or thread parameter, ESP = StackBase-4. Frames, S = StackBase: main thread EBP
// S-10h, node S-20h, entry point called with its return address at S-3Ch; others EBP S-14h, node
// S-24h, routine's return address at S-48h.
#include "../frame.h"
#include "base.h"

typedef struct _SCOPETABLE_ENTRY {
  LONG EnclosingLevel;
  PVOID Filter, Handler;
} SCOPETABLE_ENTRY;

// Names with L are private to the object: neither map nor PDB has them.
extern const char BaseProcessStartFilter[] __asm__("LBaseProcessStartFilter");
extern const char BaseProcessStartHandler[] __asm__("LBaseProcessStartHandler");
extern const char BaseThreadStartFilter[] __asm__("LBaseThreadStartFilter");
extern const char BaseThreadStartHandler[] __asm__("LBaseThreadStartHandler");

const SCOPETABLE_ENTRY BaseProcessStartScope = {
    -1, (PVOID)BaseProcessStartFilter, (PVOID)BaseProcessStartHandler};
const SCOPETABLE_ENTRY BaseThreadStartScope = {
    -1, (PVOID)BaseThreadStartFilter, (PVOID)BaseThreadStartHandler};

// Node {Next, Handler, ScopeTable, TryLevel} at EBP-10h, EXCEPTION_POINTERS* at EBP-14h, saved ESP
// at EBP-18h, exception code at EBP-1Ch.
#define REGISTER_FRAME(scope, locals)  \
  FPO_PUSH_EBP                         \
  "pushl $-1\n"                        \
  "pushl $_" scope "\n"                \
  "pushl $__except_handler3\n"         \
  "movl %fs:0, %ecx\n"                 \
  "pushl %ecx\n"                       \
  "movl %esp, %fs:0\n"                 \
  "subl $" locals ", %esp\n"           \
  "pushl %ebx\n"                       \
  "pushl %esi\n"                       \
  "pushl %edi\n"                       \
  FPO_END_PROLOGUE                     \
  "movl %esp, -0x18(%ebp)\n"           \
  "movl $0, -0x4(%ebp)\n"              \
  "pushl $4\n"                         \
  "leal 8(%ebp), %eax\n"               \
  "pushl %eax\n"                       \
  "pushl $9\n"  /* ThreadQuerySetWin32StartAddress */ \
  "pushl $-2\n" /* NtCurrentThread() */ \
  "call *__imp__NtSetInformationThread@16\n"

#define EXIT_WITH_RESULT \
  "pushl %eax\n"         \
  "call _ExitThread@4\n" \
  "nop\n"                \
  "int3\n"

#define FILTER_AND_HANDLER(filter, handler)  \
  filter ":\n"                               \
  "movl -0x14(%ebp), %eax\n"                 \
  "movl (%eax), %ecx\n"                      \
  "movl (%ecx), %ecx\n"                      \
  "movl %ecx, -0x1c(%ebp)\n"                 \
  "pushl %eax\n"                             \
  "call _UnhandledExceptionFilter@4\n"       \
  "ret\n"                                    \
  handler ":\n"                              \
  "movl -0x18(%ebp), %esp\n"                 \
  "pushl -0x1c(%ebp)\n"                      \
  "call _ExitProcess@4\n"                    \
  "nop\n"                                    \
  "int3\n"

NAKED void WINAPI BaseProcessStart(PVOID lpStartAddress) {
  __asm__(REGISTER_FRAME("BaseProcessStartScope", "0xc")
          "call *8(%ebp)\n"
          EXIT_WITH_RESULT
          FILTER_AND_HANDLER("LBaseProcessStartFilter", "LBaseProcessStartHandler"));
}

NAKED void WINAPI BaseThreadStart(LPTHREAD_START_ROUTINE lpStartAddress, LPVOID lpParameter) {
  __asm__(REGISTER_FRAME("BaseThreadStartScope", "0x10")
          "pushl 0xc(%ebp)\n"
          "call *8(%ebp)\n"
          EXIT_WITH_RESULT
          FILTER_AND_HANDLER("LBaseThreadStartFilter", "LBaseThreadStartHandler"));
}

NAKED void WINAPI BaseProcessStartThunk(void) {
  __asm__(
      "xorl %ebp, %ebp\n"
      "pushl %eax\n"
      "pushl $0\n"
      "jmp _BaseProcessStart@4\n");
}

NAKED void WINAPI BaseThreadStartThunk(void) {
  __asm__(
      "xorl %ebp, %ebp\n"
      "pushl %ebx\n"
      "pushl %eax\n"
      "pushl $0\n"
      "jmp _BaseThreadStart@8\n");
}
