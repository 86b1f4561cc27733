// SPDX-License-Identifier: MIT
#include "ldrp.h"

RTL_CRITICAL_SECTION LdrpLoaderLock;
RTL_CRITICAL_SECTION FastPebLock;
PPEB_LDR_DATA PebLdr;
PLDR_DATA_TABLE_ENTRY LdrpImageEntry;
BOOLEAN LdrpInLdrInit;
BOOLEAN LdrpShutdownInProgress;
ULONG LdrpFatalHardErrorCount;

void NTAPI RtlAcquirePebLock(void) { RtlEnterCriticalSection(NtCurrentPeb()->FastPebLock); }

void NTAPI RtlReleasePebLock(void) { RtlLeaveCriticalSection(NtCurrentPeb()->FastPebLock); }
