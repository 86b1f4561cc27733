// SPDX-License-Identifier: MIT
// Registration nodes that NT refuses to follow: the exception is unhandled, and no handler runs.
#include <stdio.h>
#include <string.h>

#include "windows.h"

typedef struct {
  EXCEPTION_REGISTRATION_RECORD registration;
  BYTE code[16];
} Node;

static EXCEPTION_DISPOSITION __cdecl Handler(PEXCEPTION_RECORD record,
                                             EXCEPTION_REGISTRATION_RECORD *frame,
                                             PCONTEXT context, PVOID dispatcher) {
  printf("handler: flags %x\n", (unsigned)record->ExceptionFlags);
  return ExceptionContinueExecution;
}

static Node outside;

static NOINLINE void Raise(EXCEPTION_REGISTRATION_RECORD *node, PEXCEPTION_ROUTINE handler) {
  EXCEPTION_REGISTRATION_RECORD *before;
  __asm__ volatile("movl %%fs:0, %0" : "=r"(before));
  node->Next = before;
  node->Handler = handler;
  __asm__ volatile("movl %0, %%fs:0" : : "r"(node) : "memory");
  RaiseException(0xe0000050, 0, 0, NULL);
  __asm__ volatile("movl %0, %%fs:0" : : "r"(before) : "memory");
  printf("continued\n");
}

int main(int argc, char **argv) {
  Node nodes[2];
  const char *what = argc > 1 ? argv[1] : "good";
  memset(nodes, 0xcc, sizeof(nodes));
  if (!strcmp(what, "good")) Raise(&nodes[0].registration, Handler);
  if (!strcmp(what, "outside")) Raise(&outside.registration, Handler);
  if (!strcmp(what, "misaligned")) {
    Raise((EXCEPTION_REGISTRATION_RECORD *)((BYTE *)nodes + 2), Handler);
  }
  if (!strcmp(what, "stack-code")) {
    Raise(&nodes[0].registration, (PEXCEPTION_ROUTINE)(PVOID)nodes[0].code);
  }
  return 0;
}
