// SPDX-License-Identifier: MIT
#include "thread_data.h"
#include "windows.h"

static volatile LONG slot = -1;
static struct _tiddata spare;  // shared by all threads when memory is out

static DWORD Slot(void) {
  if (slot == -1) {
    LONG made = (LONG)TlsAlloc();
    if (InterlockedCompareExchange(&slot, made, -1) != -1) TlsFree((DWORD)made);
  }
  return (DWORD)slot;
}

_ptiddata _getptd(void) {
  DWORD error = GetLastError();
  _ptiddata data = TlsGetValue(Slot());
  if (data == NULL) {
    data = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, sizeof(*data));
    if (data == NULL) {
      data = &spare;
    } else {
      TlsSetValue(Slot(), data);
    }
  }
  SetLastError(error);
  return data;
}

void _freeptd(void) {
  if (slot == -1) return;
  HeapFree(GetProcessHeap(), 0, TlsGetValue(Slot()));
  TlsSetValue(Slot(), NULL);
}
