// SPDX-License-Identifier: MIT
// RaiseException: parameters, flags, and what may not be continued.
#include "torture.h"

static int Inspect(PEXCEPTION_POINTERS pointers) {
  const EXCEPTION_RECORD *record = pointers->ExceptionRecord;
  ULONG_PTR sum = 0;
  for (DWORD i = 0; i < record->NumberParameters; i++) sum += record->ExceptionInformation[i];
  printf("code %x, flags %x, nested %d, parameters %u, sum %u\n", (unsigned)record->ExceptionCode,
         (unsigned)record->ExceptionFlags, record->ExceptionRecord != NULL,
         (unsigned)record->NumberParameters, (unsigned)sum);
  return EXCEPTION_EXECUTE_HANDLER;
}

static void Raise(DWORD code, DWORD flags, DWORD count, const ULONG_PTR *values) {
  __try {
    RaiseException(code, flags, count, values);
  } __except (Inspect(GetExceptionInformation())) {
  }
}

static int ContinueOnce(PEXCEPTION_POINTERS pointers) {
  const EXCEPTION_RECORD *record = pointers->ExceptionRecord;
  printf("filter: code %x, flags %x", (unsigned)record->ExceptionCode,
         (unsigned)record->ExceptionFlags);
  if (record->ExceptionRecord != NULL) {
    printf(", caused by %x", (unsigned)record->ExceptionRecord->ExceptionCode);
  }
  printf("\n");
  return record->ExceptionCode == 0xe0000020 ? EXCEPTION_CONTINUE_EXECUTION
                                             : EXCEPTION_EXECUTE_HANDLER;
}

int main(void) {
  ULONG_PTR values[20];
  for (ULONG_PTR i = 0; i < 20; i++) values[i] = i + 1;
  Raise(0xe0000021, 0, 0, NULL);
  Raise(0xe0000022, 0, 15, values);
  Raise(0xe0000023, 0, 20, values);
  Raise(0xe0000024, EXCEPTION_NONCONTINUABLE, 1, values);
  Raise(0xe0000025, 0, 3, NULL);
  Raise(0xffffffff, 0xff, 2, values);
  __try {
    RaiseException(0xe0000020, 0, 0, NULL);
    printf("continued\n");
    RaiseException(0xe0000020, EXCEPTION_NONCONTINUABLE, 0, NULL);
    printf("not here\n");
  } __except (ContinueOnce(GetExceptionInformation())) {
    printf("handler: code %x\n", (unsigned)GetExceptionCode());
  }
  return 0;
}
