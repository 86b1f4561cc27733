// SPDX-License-Identifier: MIT
#define SHEETS_BUILD
#include "sheets.h"
#include "mark.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"
#include "tables.h"

void CorrectSheets(int page, unsigned int value) { OpenTablePage(FindTablePage(page), value); }

static NOINLINE HANDLE WriteSheet(const char *name, const SHEET *sheet) {
  DWORD written;
  HANDLE file = CreateFileA(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
  WriteFile(file, sheet, sheet->Bytes, &written, NULL);
  return file;
}

static void FillSheet(SHEET *sheet, const char *code, unsigned int bytes, unsigned __int64 serial) {
  sheet->Code[0] = code[0];
  sheet->Code[1] = code[1];
  sheet->Scale = (unsigned short)(25000 + 1000 * VARIANT);
  sheet->Bytes = bytes;
  sheet->Serial = serial;
#if VARIANT == 1
  sprintf(sheet->Title, "Sheet %c%c", code[0], code[1]);
#endif
  unsigned int points = (bytes - (unsigned int)offsetof(SHEET, Points)) / 4;
  for (unsigned int i = 0; i < points; i++) sheet->Points[i] = i * 0x10001u ^ (unsigned int)serial;
}

SHEET *DrawSheet(int number, const char *code, int pages, unsigned __int64 serial) {
  char name[24];
  unsigned int bytes = (unsigned int)pages * 0x1000;
  SHEET *drawn = calloc(1, bytes);
  FillSheet(drawn, code, bytes, serial);
  _snprintf(name, sizeof(name), "Sheet%d.dat", number);
  HANDLE file = WriteSheet(name, drawn);
  memset(drawn, 0, bytes);
  free(drawn);
  HANDLE mapping = CreateFileMappingA(file, NULL, PAGE_READONLY, 0, 0, NULL);
  SHEET *sheet = MapViewOfFile(mapping, FILE_MAP_READ, 0, 0, 0);
  CloseHandle(mapping);
  CloseHandle(file);
  MARK(sheet, sheet, (unsigned int)(serial >> 32), (unsigned int)serial, code[0] | code[1] << 8);
  return sheet;
}

SHEET *ScratchSheet(int pages, unsigned __int64 serial) {
  unsigned int bytes = (unsigned int)pages * 0x1000;
  HANDLE mapping = CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, bytes, NULL);
  SHEET *sheet = MapViewOfFile(mapping, FILE_MAP_WRITE, 0, 0, 0);
  CloseHandle(mapping);
  FillSheet(sheet, "XX", 64, serial);
  return sheet;
}
