// SPDX-License-Identifier: MIT
#define LETTERS_BUILD
#include "letters.h"
#include "dbghelp.h"
#include "mark.h"
#include "stdio.h"
#include "stdlib.h"
#include "windows.h"

LETTER *WriteLetter(int number, unsigned __int64 serial) {
  LETTER *letter = calloc(1, sizeof(LETTER));
  letter->Address = calloc(1, sizeof(ADDRESS));
  letter->Serial = serial;
  letter->Number = number;
  letter->Weight = 20 + (int)(serial % 480);
  letter->Registered = serial % 3 == 0;
  letter->Address->Zone = (int)(serial >> 40) % 90 + 10;
  sprintf(letter->Address->Town, "Town %d", letter->Address->Zone);
  return letter;
}

void TearLetter(LETTER *letter) {
  free(letter->Address);
  letter->Address = NULL;
}

#if VARIANT == 1
static NOINLINE int ZoneOf(const ADDRESS *address) { return address->Zone; }
int ReadZone(const LETTER *letter) { return ZoneOf(letter->Address) % 100; }
#else
int ReadZone(const LETTER *letter) { return letter->Address->Zone % 100; }
#endif

int CheckZone(const LETTER *letter) {
  int zone = -1;
  __try {
    zone = ReadZone(letter);
  } __except (GetExceptionCode() == EXCEPTION_ACCESS_VIOLATION ? EXCEPTION_EXECUTE_HANDLER
                                                               : EXCEPTION_CONTINUE_SEARCH) {
    zone = -1;
  }
  return zone;
}

typedef BOOL(WINAPI *WRITE_DUMP)(HANDLE, DWORD, HANDLE, MINIDUMP_TYPE, PMINIDUMP_EXCEPTION_INFORMATION,
                                 PMINIDUMP_USER_STREAM_INFORMATION, PMINIDUMP_CALLBACK_INFORMATION);

static WRITE_DUMP g_WriteDump;

void PrepareReports(void) {
  g_WriteDump = (WRITE_DUMP)(void *)GetProcAddress(LoadLibraryA("dbghelp.dll"), "MiniDumpWriteDump");
}

void WriteReport(const char *path, const LETTER *letter) {
  HANDLE file = CreateFileA(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
  MARK(report, letter, letter->Number, file, 0);
  g_WriteDump(GetCurrentProcess(), GetCurrentProcessId(), file, MiniDumpNormal, NULL, NULL, NULL);
  CloseHandle(file);
}
