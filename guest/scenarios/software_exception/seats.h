// SPDX-License-Identifier: MIT
#pragma once

#ifdef SEATS_BUILD
#define SEATS_API __declspec(dllexport) __attribute__((noinline))
#else
#define SEATS_API __declspec(dllimport)
#endif

typedef struct _SEAT_ROW {
#if VARIANT == 1
  int Price;
#endif
  int Number;
  int Seats;
  int Taken;
#if VARIANT == 2
  char Letter[4];
#endif
} SEAT_ROW;

typedef struct _HOUSE {
  unsigned int Code;  // of the exception for a house that is sold out
  int Count;
  SEAT_ROW Rows[12];
} HOUSE;

SEATS_API HOUSE *OpenHouse(int rows, int seats, unsigned int code);
// The row. Raises the house's exception when no row has so many seats.
SEATS_API int BookSeats(HOUSE *house, int number, int seats);
// The same in one row; 0: it has not so many.
SEATS_API int BookInRow(HOUSE *house, int row, int seats);
