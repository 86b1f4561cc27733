// SPDX-License-Identifier: MIT
// Handlers in hand-made nodes at FS:[0], inner ones at lower addresses: RtlUnwind to a frame, and targets that do not exist.
#include "torture.h"

__declspec(dllimport) void NTAPI RtlUnwind(PVOID TargetFrame, PVOID TargetIp,
                                           PEXCEPTION_RECORD ExceptionRecord, PVOID ReturnValue);

typedef struct {
  EXCEPTION_REGISTRATION_RECORD registration;
  char letter;
} Node;

static char trail[64];
static int length;

static void Show(const char *what) {
  trail[length] = '\0';
  printf("%s: %s\n", what, trail);
  length = 0;
}

static EXCEPTION_REGISTRATION_RECORD *Head(void) {
  EXCEPTION_REGISTRATION_RECORD *head;
  __asm__ volatile("movl %%fs:0, %0" : "=r"(head));
  return head;
}

static void SetHead(EXCEPTION_REGISTRATION_RECORD *head) {
  __asm__ volatile("movl %0, %%fs:0" : : "r"(head) : "memory");
}

static void Push(Node *node, char letter, PEXCEPTION_ROUTINE handler) {
  node->letter = letter;
  node->registration.Next = Head();
  node->registration.Handler = handler;
  SetHead(&node->registration);
}

// Upper case when asked to handle, lower case when unwound.
static EXCEPTION_DISPOSITION __cdecl Note(PEXCEPTION_RECORD record,
                                          EXCEPTION_REGISTRATION_RECORD *frame, PCONTEXT context,
                                          PVOID dispatcher) {
  char letter = ((Node *)frame)->letter;
  trail[length++] = record->ExceptionFlags & EXCEPTION_UNWIND ? (char)(letter + 32) : letter;
  return ExceptionContinueSearch;
}

static EXCEPTION_DISPOSITION __cdecl Continue(PEXCEPTION_RECORD record,
                                              EXCEPTION_REGISTRATION_RECORD *frame,
                                              PCONTEXT context, PVOID dispatcher) {
  Note(record, frame, context, dispatcher);
  return record->ExceptionFlags & EXCEPTION_UNWIND ? ExceptionContinueSearch
                                                   : ExceptionContinueExecution;
}

static EXCEPTION_DISPOSITION __cdecl Nonsense(PEXCEPTION_RECORD record,
                                              EXCEPTION_REGISTRATION_RECORD *frame,
                                              PCONTEXT context, PVOID dispatcher) {
  Note(record, frame, context, dispatcher);
  return record->ExceptionCode == 0xe0000040 ? (EXCEPTION_DISPOSITION)77
                                             : ExceptionContinueSearch;
}

static DWORD last_flags;
static int Filter(PEXCEPTION_POINTERS pointers) {
  last_flags = pointers->ExceptionRecord->ExceptionFlags;
  return EXCEPTION_EXECUTE_HANDLER;
}

static NOINLINE void UnwindToMiddle(void) {
  Node nodes[3];
  EXCEPTION_REGISTRATION_RECORD *before = Head();
  Push(&nodes[2], 'A', Note);
  Push(&nodes[1], 'B', Note);
  Push(&nodes[0], 'C', Note);
  RtlUnwind(&nodes[1], NULL, NULL, NULL);
  printf("head is the target: %d\n", Head() == &nodes[1].registration);
  Show("unwound");
  SetHead(before);
}

static NOINLINE void ContinueFromNode(void) {
  Node nodes[2];
  EXCEPTION_REGISTRATION_RECORD *before = Head();
  Push(&nodes[1], 'A', Continue);
  Push(&nodes[0], 'B', Note);
  RaiseException(0xe0000041, 0, 0, NULL);
  Show("continued");
  SetHead(before);
}

static NOINLINE void BadTarget(void) {
  Node a;
  Push(&a, 'A', Note);
  RtlUnwind((PCHAR)&a - 64, NULL, NULL, NULL);
  printf("not here\n");
}

static NOINLINE void BadDisposition(void) {
  Node a;
  Push(&a, 'A', Nonsense);
  RaiseException(0xe0000040, 0, 0, NULL);
  printf("not here\n");
}

static void Try(const char *what, void (*body)(void)) {
  EXCEPTION_REGISTRATION_RECORD *before = Head();
  __try {
    body();
  } __except (Filter(GetExceptionInformation())) {
    printf("%s: %x, noncontinuable %d\n", what, (unsigned)GetExceptionCode(),
           (int)(last_flags & EXCEPTION_NONCONTINUABLE));
  }
  Show("handlers");
  printf("chain as before: %d\n", Head() == before);
}

int main(void) {
  UnwindToMiddle();
  ContinueFromNode();
  Try("no such target", BadTarget);
  Try("no such disposition", BadDisposition);
  return 0;
}
