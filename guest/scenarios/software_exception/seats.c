// SPDX-License-Identifier: MIT
#define SEATS_BUILD
#include "seats.h"
#include "stdio.h"
#include "stdlib.h"
#include "windows.h"

#define ROW_IS_FULL 0xe0000010

HOUSE *OpenHouse(int rows, int seats, unsigned int code) {
  HOUSE *house = calloc(1, sizeof(HOUSE));
  house->Code = code;
  house->Count = rows;
  for (int i = 0; i < rows; i++) {
    house->Rows[i].Number = i + 1;
    house->Rows[i].Seats = seats + i % 3;
#if VARIANT == 2
    sprintf(house->Rows[i].Letter, "%c", 'A' + i);
#endif
  }
  return house;
}

static NOINLINE void TakeSeats(SEAT_ROW *row, int seats) {
  if (row->Taken + seats > row->Seats) {
    ULONG_PTR numbers[1] = {(ULONG_PTR)row->Number};
    RaiseException(ROW_IS_FULL, 0, 1, numbers);
  }
  row->Taken += seats;
}

int BookInRow(HOUSE *house, int row, int seats) {
  int done = 0;
  __try {
    TakeSeats(&house->Rows[row], seats);
    done = 1;
  } __except (GetExceptionCode() == ROW_IS_FULL ? EXCEPTION_EXECUTE_HANDLER : EXCEPTION_CONTINUE_SEARCH) {
    done = 0;
  }
  return done;
}

static NOINLINE void TurnAway(HOUSE *house, int number, int seats) {
  ULONG_PTR numbers[2 + VARIANT];
  numbers[0] = (ULONG_PTR)number;
  numbers[1] = (ULONG_PTR)seats;
  for (int i = 2; i < 2 + VARIANT; i++) numbers[i] = (ULONG_PTR)&house->Rows[i];
  RaiseException(house->Code, VARIANT == 0 ? EXCEPTION_NONCONTINUABLE : 0, 2 + VARIANT, numbers);
}

int BookSeats(HOUSE *house, int number, int seats) {
  for (int row = 0; row < house->Count; row++) {
    if (BookInRow(house, row, seats)) return house->Rows[row].Number;
  }
  TurnAway(house, number, seats);
  return 0;
}
