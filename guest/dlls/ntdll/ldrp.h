// SPDX-License-Identifier: MIT
// What the loader's files share.
#pragma once

#include "rtlp.h"

typedef BOOLEAN (NTAPI *PDLL_INIT_ROUTINE)(PVOID DllHandle, ULONG Reason, PCONTEXT Context);

extern RTL_CRITICAL_SECTION LdrpLoaderLock;
extern PPEB_LDR_DATA PebLdr;
extern PLDR_DATA_TABLE_ENTRY LdrpImageEntry;
extern BOOLEAN LdrpInLdrInit;
extern BOOLEAN LdrpShutdownInProgress;
extern ULONG LdrpFatalHardErrorCount;

// Entries.
PLDR_DATA_TABLE_ENTRY LdrpAllocateDataTableEntry(PVOID Base, const UNICODE_STRING *FullName);
void LdrpInsertMemoryTableEntry(PLDR_DATA_TABLE_ENTRY Entry);
void LdrpRemoveMemoryTableEntry(PLDR_DATA_TABLE_ENTRY Entry);  // and frees it
PLDR_DATA_TABLE_ENTRY LdrpCheckForLoadedDll(const UNICODE_STRING *Name);
PLDR_DATA_TABLE_ENTRY LdrpCheckForLoadedDllHandle(PVOID Base);

// Finds the file in the search path and maps it; its imports are not yet bound.
NTSTATUS LdrpMapDll(const UNICODE_STRING *Name, PLDR_DATA_TABLE_ENTRY *Entry);
// The entry of a loaded DLL, one reference more; else maps it, binds its imports, and puts it at
// the end of the initialization order.
NTSTATUS LdrpLoadImportModule(const UNICODE_STRING *Name, PLDR_DATA_TABLE_ENTRY *Entry);
// Binds the imports; if that fails, none of them is referenced any more.
NTSTATUS LdrpWalkImportDescriptor(PLDR_DATA_TABLE_ENTRY Entry);
// Takes the module out of the lists and its image out of memory.
void LdrpUnmapDll(PLDR_DATA_TABLE_ENTRY Entry);
NTSTATUS LdrpGetExportAddress(PLDR_DATA_TABLE_ENTRY Entry, PCSTR Name, ULONG Ordinal, ULONG Hint,
                              PVOID *Address);
// The first `Most` imported modules lose a reference.
void LdrpDereferenceImports(PLDR_DATA_TABLE_ENTRY Entry, ULONG Most);

// Calls DLL_PROCESS_ATTACH of every image that has not seen it. Context is NULL for dynamic loads.
NTSTATUS NTAPI LdrpRunInitializeRoutines(PCONTEXT Context);
BOOLEAN NTAPI LdrpCallInitRoutine(PDLL_INIT_ROUTINE EntryPoint, PVOID BaseAddress, ULONG Reason,
                                  PCONTEXT Context);
// Finds the TLS directories of the mapped images, numbers them, and serves the calling thread.
NTSTATUS LdrpInitializeTls(void);
// The calling thread's copies of all templates.
NTSTATUS LdrpAllocateTls(void);
void LdrpFreeTls(void);
// Callbacks of the image's TLS directory.
void NTAPI LdrpCallTlsInitializers(PLDR_DATA_TABLE_ENTRY Entry, ULONG Reason);

NTSTATUS NTAPI LdrpInitializeProcess(PCONTEXT Context, PVOID SystemDllBase);
void NTAPI LdrpInitializeThread(PCONTEXT Context);

// One or two names, then the box: C0000135 (DLL, search path), C0000139 (entry point, DLL),
// C0000138 (ordinal, DLL).
void LdrpRaiseHardError(NTSTATUS Status, ULONG_PTR First, const UNICODE_STRING *Second,
                        ULONG UnicodeStringParameterMask);
void LdrpRecordUnloadEvent(PLDR_DATA_TABLE_ENTRY Entry);
