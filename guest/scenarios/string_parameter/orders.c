// SPDX-License-Identifier: MIT
#include "orders.h"
#include "mark.h"
#include "serial.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"

static const char *const g_Places[8] = {"Norden", "Wyk",   "Leer",   "Husum",
                                        "Jever",  "Esens", "Aurich", "Emden"};

static unsigned int Draw(unsigned int *state, unsigned int below) {
  return (unsigned int)(NextSerial(state) >> 40) % below;
}

static NOINLINE SHEET_NAME *WriteName(int number, unsigned int *state) {
  char text[NAME_ROOM];
  SHEET_NAME *name = calloc(1, sizeof(SHEET_NAME));
  name->Serial = NextSerial(state);
  sprintf(text, "%s %d", g_Places[Draw(state, 8)], number);
  for (int i = 0; i < NAME_ROOM; i++) {
    name->Text[i] = (CHARACTER)text[i];
    if (text[i] == '\0') break;
  }
  MARK(written, name->Text, number, (DWORD)name->Serial, (DWORD)(name->Serial >> 32));
  return name;
}

// Exchanges each name with one of those before it.
static void Shuffle(CHARACTER **names, int count, unsigned int *state) {
  for (int i = 1; i < count; i++) {
    int other = (int)Draw(state, (unsigned int)i + 1);
    CHARACTER *name = names[i];
    names[i] = names[other];
    names[other] = name;
  }
}

// One of the sheets that are wanted has been drawn, but is not yet in the catalogue.
ATLAS *CreateAtlas(void) {
  ATLAS *atlas = calloc(1, sizeof(ATLAS));
  int number = ReadNumber("FirstNumber", 2000);
  unsigned int state = (unsigned int)ReadNumber("Start", 1);
  ReadText("Atlas", "Coastal", atlas->Title, sizeof(atlas->Title));
  atlas->Count = ReadNumber("Sheets", 40);
  atlas->Wanted = atlas->Count - 3 - (int)Draw(&state, (unsigned int)atlas->Count / 3);
  atlas->Names = calloc((size_t)atlas->Count + 1, sizeof(CHARACTER *));
  atlas->ByNumber = calloc((size_t)atlas->Count + 1, sizeof(CHARACTER *));
  for (int i = 0; i < atlas->Count; i++) {
    number += 1 + (int)Draw(&state, 15);
    atlas->Names[i] = atlas->ByNumber[i] = WriteName(number, &state)->Text;
  }
  Shuffle(atlas->Names, atlas->Count, &state);
  atlas->Catalogue = OpenCatalogue();
  int drawn = (int)Draw(&state, (unsigned int)atlas->Wanted);
  for (int i = 0; i < atlas->Count; i++) {
    if (i != drawn) AddSheet(atlas->Catalogue, atlas->Names[i]);
  }
  atlas->Plotted = CreateEventA(NULL, TRUE, FALSE, NULL);
  return atlas;
}

DWORD WINAPI OpeningThread(LPVOID parameter) {
  ATLAS *atlas = parameter;
  printf("%s: %d sheets\n", atlas->Title, OpenAll(atlas->Catalogue, atlas->Names, atlas->Wanted));
  SetEvent(atlas->Plotted);
  return 0;
}
