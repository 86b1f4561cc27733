// SPDX-License-Identifier: MIT
#pragma once

#ifdef LETTERS_BUILD
#define LETTERS_API __declspec(dllexport) __attribute__((noinline))
#else
#define LETTERS_API __declspec(dllimport)
#endif

typedef struct _ADDRESS {
#if VARIANT == 1
  char Name[12];
#endif
  int Zone;
  char Town[16];
} ADDRESS;

typedef struct _LETTER {
  unsigned __int64 Serial;
  int Number;
#if VARIANT == 2
  int Stamps[3];
#endif
  int Weight;          // grams
  int Registered;      // its address was checked at the counter
  unsigned int Order;  // of the office: it closes, and this is what it reports
  ADDRESS *Address;
} LETTER;

LETTERS_API LETTER *WriteLetter(int number, unsigned __int64 serial);
LETTERS_API void TearLetter(LETTER *letter);
LETTERS_API int ReadZone(const LETTER *letter);
// -1 for an address that nobody can read.
LETTERS_API int CheckZone(const LETTER *letter);
LETTERS_API void PrepareReports(void);
// What the office looks like, for those who asked for it.
LETTERS_API void WriteReport(const char *path, const LETTER *letter);
