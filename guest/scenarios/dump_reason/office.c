// SPDX-License-Identifier: MIT
#include "office.h"
#include "mark.h"
#include "serial.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"

// One letter is special, in one of some ways.
static void ChooseSpecial(OFFICE *office, unsigned int *state) {
  int way = ReadNumber("Way", 0), torn = ReadNumber("Torn", 0);
  int index = ReadNumber("Special", 20) + way * 3;
  unsigned int order = (unsigned int)NextSerial(state) | 0x10000;
  LETTER *letter = office->Letters[index];
  for (int i = 2; torn > 0 && i < LETTERS; i += torn) {
    if (!office->Letters[i]->Registered && i != index) TearLetter(office->Letters[i]);
  }
  if (way == 1) letter->Weight = -letter->Weight;
  if (way == 2 || way == 4 || way == 5) TearLetter(letter);
  if (way == 2 || way == 5) letter->Registered = TRUE;
  if (way == 3) letter->Order = order;
  if (way == 4) letter->Registered = FALSE;
}

OFFICE *OpenOffice(void) {
  OFFICE *office = calloc(1, sizeof(OFFICE));
  unsigned int state = (unsigned int)ReadNumber("Serial", 1);
  int number = ReadNumber("FirstLetter", 1000);
  ReadText("Office", "North", office->Name, sizeof(office->Name));
  office->Carriers = ReadNumber("Carriers", 4);
  office->Pause = ReadNumber("Pause", 3);
  for (int i = 0; i < LETTERS; i++) office->Letters[i] = WriteLetter(number + i * 3, NextSerial(&state));
  ChooseSpecial(office, &state);
  InitializeCriticalSection(&office->Table);
  PrepareReports();
  office->Arrived = CreateSemaphoreA(NULL, 0, 1000, NULL);
  office->Closing = CreateEventA(NULL, TRUE, FALSE, NULL);
  return office;
}

static NOINLINE LETTER *TakeLetter(OFFICE *office) {
  EnterCriticalSection(&office->Table);
  LETTER *letter = office->Letters[office->Given++ % LETTERS];
  LeaveCriticalSection(&office->Table);
  return letter;
}

static NOINLINE void CloseOffice(OFFICE *office, unsigned int order) {
  MARK(closing, order, office->Done, 0, 0);
  SetEvent(office->Closing);
  ExitProcess(order);
}

static NOINLINE void ReportWeight(const LETTER *letter) {
  char path[32];
  _snprintf(path, sizeof(path), "Letter%d.dmp", letter->Number);
  WriteReport(path, letter);
}

// Exported, so that its arguments are on the stack.
__declspec(dllexport) NOINLINE void DeliverLetter(OFFICE *office, LETTER *letter) {
  char line[32 + VARIANT * 16];
  MARK(letter, letter, (unsigned int)(letter->Serial >> 32), (unsigned int)letter->Serial, letter->Number);
  if (letter->Weight < 0) ReportWeight(letter);
  if (letter->Order != 0) CloseOffice(office, letter->Order);
  int zone = letter->Registered ? ReadZone(letter) : CheckZone(letter);
  _snprintf(line, sizeof(line), "%s %d: %d", office->Name, letter->Number, zone);
  EnterCriticalSection(&office->Table);
  office->Done++;
  LeaveCriticalSection(&office->Table);
}

static NOINLINE int CarryLetters(OFFICE *office) {
  HANDLE either[2] = {office->Closing, office->Arrived};
  int carried = 0;
  while (WaitForMultipleObjects(2, either, FALSE, INFINITE) != WAIT_OBJECT_0) {
    DeliverLetter(office, TakeLetter(office));
    carried++;
    Sleep((DWORD)(office->Pause * office->Carriers));
  }
  return carried;
}

DWORD WINAPI CarrierThread(LPVOID parameter) { return (DWORD)CarryLetters(parameter); }

static NOINLINE void ReceiveLetters(OFFICE *office) {
  while (WaitForSingleObject(office->Closing, (DWORD)office->Pause) == WAIT_TIMEOUT) {
    ReleaseSemaphore(office->Arrived, 1, NULL);
  }
}

DWORD WINAPI CounterThread(LPVOID parameter) {
  ReceiveLetters(parameter);
  return 0;
}
