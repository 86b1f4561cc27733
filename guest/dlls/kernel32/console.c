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
