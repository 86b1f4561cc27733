// SPDX-License-Identifier: MIT
#include "base.h"

HANDLE WINAPI GetStdHandle(DWORD nStdHandle) {
  PRTL_USER_PROCESS_PARAMETERS parameters = NtCurrentPeb()->ProcessParameters;
  switch (nStdHandle) {
    case STD_INPUT_HANDLE:
      return parameters->StandardInput;
    case STD_OUTPUT_HANDLE:
      return parameters->StandardOutput;
    case STD_ERROR_HANDLE:
      return parameters->StandardError;
  }
  BaseSetLastNTError(STATUS_INVALID_HANDLE);
  return INVALID_HANDLE_VALUE;
}

BOOL WINAPI WriteConsoleA(HANDLE hConsoleOutput, LPCVOID lpBuffer, DWORD nNumberOfCharsToWrite,
                          LPDWORD lpNumberOfCharsWritten, LPVOID lpReserved) {
  return WriteFile(hConsoleOutput, lpBuffer, nNumberOfCharsToWrite, lpNumberOfCharsWritten, NULL);
}

// The console's code page is the ANSI one.
BOOL WINAPI WriteConsoleW(HANDLE hConsoleOutput, LPCVOID lpBuffer, DWORD nNumberOfCharsToWrite,
                          LPDWORD lpNumberOfCharsWritten, LPVOID lpReserved) {
  int length = (int)nNumberOfCharsToWrite;
  DWORD written = 0;
  LPSTR text = RtlAllocateHeap(GetProcessHeap(), 0, nNumberOfCharsToWrite + 1);
  if (text == NULL) return BaseResult(STATUS_NO_MEMORY);
  if (length != 0) length = WideCharToMultiByte(CP_ACP, 0, lpBuffer, length, text, length, NULL, NULL);
  BOOL result = WriteFile(hConsoleOutput, text, (DWORD)length, &written, NULL);
  RtlFreeHeap(GetProcessHeap(), 0, text);
  if (lpNumberOfCharsWritten != NULL) *lpNumberOfCharsWritten = result ? nNumberOfCharsToWrite : 0;
  return result;
}

BOOL WINAPI ReadConsoleA(HANDLE hConsoleInput, LPVOID lpBuffer, DWORD nNumberOfCharsToRead,
                         LPDWORD lpNumberOfCharsRead, LPVOID pInputControl) {
  return ReadFile(hConsoleInput, lpBuffer, nNumberOfCharsToRead, lpNumberOfCharsRead, NULL);
}
