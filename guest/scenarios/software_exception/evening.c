// SPDX-License-Identifier: MIT
#include "evening.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"

// Bit 29 is set in all codes that are not the system's.
static NOINLINE unsigned int MakeCode(void) {
  unsigned int number = (unsigned int)ReadNumber("Number", 5);
#if VARIANT == 0
  return 0xe0000000u | number;
#else
  unsigned int severity = VARIANT == 1 ? 3 : (unsigned int)ReadNumber("Severity", 2);
  return severity << 30 | 0x20000000u | (unsigned int)ReadNumber("Facility", 20) << 16 | number;
#endif
}

EVENING *CreateEvening(void) {
  EVENING *evening = calloc(1, sizeof(EVENING));
  int rows = ReadNumber("Rows", 6);
  int seats = ReadNumber("SeatsInRow", 10);
  ReadText("Play", "Hamlet", evening->Play, sizeof(evening->Play));
  evening->Group = ReadNumber("Group", 3);
  evening->Next = 100 + rows;
  evening->House = OpenHouse(rows, seats, MakeCode());
  evening->Curtain = CreateEventA(NULL, TRUE, FALSE, NULL);
  return evening;
}

static NOINLINE int ServeGroup(EVENING *evening, int seats) {
  char ticket[32 + VARIANT * 16];
  int number = evening->Next++;
  int row = BookSeats(evening->House, number, seats);
  _snprintf(ticket, sizeof(ticket), "%s %d: row %d", evening->Play, number, row);
  return row;
}

static NOINLINE int ServeQueue(EVENING *evening) {
  int served = 0;
  while (served < 1000) {
    ServeGroup(evening, 1 + served % evening->Group);
    served++;
  }
  return served;
}

DWORD WINAPI BookingThread(LPVOID parameter) {
  EVENING *evening = parameter;
  int served = ServeQueue(evening);
  printf("%s: %d groups\n", evening->Play, served);
  SetEvent(evening->Curtain);
  return 0;
}
