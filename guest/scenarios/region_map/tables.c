// SPDX-License-Identifier: MIT
#include "tables.h"
#include "mark.h"

#define FOUR(n) \
  {n, n * 3, n * 5, n * 7}, {n + 1, n, n * 9, 1}, {n + 2, n, n * 2, 2}, { n + 3, n, n * 4, 3 }
#define SIXTEEN(n) FOUR(n), FOUR(n + 4), FOUR(n + 8), FOUR(n + 12)
#define SIXTY_FOUR(n) SIXTEEN(n), SIXTEEN(n + 16), SIXTEEN(n + 32), SIXTEEN(n + 48)
#define PAGE(n) SIXTY_FOUR(n), SIXTY_FOUR(n + 64), SIXTY_FOUR(n + 128), SIXTY_FOUR(n + 192)

// Sixteen bytes each.
static const struct {
  unsigned int Number, East, North, Kind;
} g_Table[] = {PAGE(0x100), PAGE(0x200), PAGE(0x300), PAGE(0x400), PAGE(0x500), PAGE(0x600), PAGE(0x700),
               PAGE(0x800), PAGE(0x900), PAGE(0xa00), PAGE(0xb00), PAGE(0xc00), PAGE(0xd00)};

BYTE *FindTablePage(int page) {
  return (BYTE *)(((ULONG_PTR)g_Table + 0xfff) & ~(ULONG_PTR)0xfff) + page * 0x1000;
}

NOINLINE void OpenTablePage(BYTE *page, unsigned int value) {
  DWORD old;
  VirtualProtect(page, 0x1000, PAGE_READWRITE, &old);
  if (value == 0) return;
  MARK(correction, page, value, 0, 0);
  ((unsigned int *)page)[value % 1024] = value;
}
