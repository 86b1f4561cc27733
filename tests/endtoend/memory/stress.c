/* SPDX-License-Identifier: MIT */
/* Four threads allocate, protect, map, write, recurse and free, and check every byte that they wrote. Runs as two
   processes at once, which share a mapped file. C:\stress.txt holds the number of rounds. */
#include <nt/ntapi.h>
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

#define PAGE 0x1000u
#define THREADS 4
#define PAGES 64u        /* of a region */
#define STRIPE_PAGES 4u  /* of the shared file, per thread */
#define DEPTH 40
#define KEPT_PAGES 96u   /* for the whole run, per thread */

static HANDLE shared_file, shared_section;
static unsigned char *shared;
static unsigned process_number, rounds;
static volatile LONG failures;
static unsigned initialized[2048] = {0x1badcafe, 0x2badcafe};

typedef struct {
  unsigned number, random, checks, sum;
} worker;

static unsigned next(worker *w) {
  w->random = w->random * 1664525u + 1013904223u;
  return w->random >> 8;
}

static void fail(const char *what, const void *where) {
  if (InterlockedIncrement(&failures) <= 5)
    printf("process %u: %s at %p\n", process_number, what, where);
}

static void fill(unsigned *page, unsigned key) {
  for (unsigned i = 0; i < PAGE / 4; i++) page[i] = key * 2654435761u + i * 40503u;
}

static void check(worker *w, const unsigned *page, unsigned key, const char *what) {
  unsigned wrong = 0;
  for (unsigned i = 0; i < PAGE / 4; i++) wrong |= page[i] ^ (key * 2654435761u + i * 40503u);
  if (wrong) fail(what, page);
  w->checks++;
  w->sum = w->sum * 31 + key;
}

static void check_zero(worker *w, const unsigned *page) {
  unsigned wrong = 0;
  for (unsigned i = 0; i < PAGE / 4; i++) wrong |= page[i];
  if (wrong) fail("fresh page not zero", page);
  w->checks++;
}

static void private_memory(worker *w) {
  unsigned keys[PAGES] = {0}, state[PAGES] = {0}; /* 0 reserved, 1 read-write, 2 read-only, 3 no access */
  unsigned char *base = VirtualAlloc(NULL, PAGES * PAGE, MEM_RESERVE, PAGE_READWRITE);
  DWORD old;
  if (!base) {
    fail("reserve", NULL);
    return;
  }
  for (unsigned step = 0; step < 3 * PAGES; step++) {
    unsigned i = next(w) % PAGES;
    unsigned *page = (unsigned *)(base + i * PAGE);
    switch (next(w) % 6) {
      case 0:
      case 1:
        if (state[i] == 0) {
          if (!VirtualAlloc(page, PAGE, MEM_COMMIT, PAGE_READWRITE)) fail("commit", page);
          if (next(w) % 4 == 0) check_zero(w, page);
        } else if (state[i] != 1) {
          if (!VirtualProtect(page, PAGE, PAGE_READWRITE, &old)) fail("protect", page);
          check(w, page, keys[i], "after protection");
        }
        state[i] = 1;
        fill(page, keys[i] = next(w));
        break;
      case 2:
        if (state[i] == 1 || state[i] == 2) check(w, page, keys[i], "private page");
        break;
      case 3:
        if (state[i] == 0) break;
        if (!VirtualProtect(page, PAGE, PAGE_READONLY, &old)) fail("protect", page);
        state[i] = 2;
        break;
      case 4:
        if (state[i] == 0) break;
        if (!VirtualProtect(page, PAGE, PAGE_NOACCESS, &old)) fail("protect", page);
        state[i] = 3;
        break;
      default:
        if (state[i] == 0 || next(w) % 2) break;
        if (!VirtualFree(page, PAGE, MEM_DECOMMIT)) fail("decommit", page);
        state[i] = 0;
    }
  }
  for (unsigned i = 0; i < PAGES; i++)
    if (state[i] == 1 || state[i] == 2) check(w, (unsigned *)(base + i * PAGE), keys[i], "private page at the end");
  if (!VirtualFree(base, 0, MEM_RELEASE)) fail("release", base);
}

/* Memory that lives as long as the thread. */
static void kept_memory(worker *w, unsigned char *base, unsigned *keys) {
  for (unsigned step = 0; step < 12; step++) {
    unsigned i = next(w) % KEPT_PAGES, j = next(w) % KEPT_PAGES;
    fill((unsigned *)(base + i * PAGE), keys[i] = next(w) | 1);
    if (keys[j]) check(w, (unsigned *)(base + j * PAGE), keys[j], "kept page");
  }
}

static void *map(HANDLE section, ULONG protect) {
  PVOID base = NULL;
  SIZE_T size = 0;
  if (!NT_SUCCESS(NtMapViewOfSection(section, NtCurrentProcess(), &base, 0, 0, NULL, &size, ViewShare, 0, protect)))
    fail("map", NULL);
  return base;
}

static void page_file_section(worker *w) {
  LARGE_INTEGER size;
  HANDLE section;
  unsigned keys[8];
  size.QuadPart = 8 * PAGE;
  if (!NT_SUCCESS(NtCreateSection(&section, 0xf001f, NULL, &size, PAGE_READWRITE, 0x8000000, NULL))) {
    fail("section", NULL);
    return;
  }
  unsigned char *one = map(section, PAGE_READWRITE), *two = map(section, PAGE_READWRITE),
                *copy = map(section, PAGE_WRITECOPY);
  for (unsigned i = 0; i < 8; i++) fill((unsigned *)((i % 2 ? one : two) + i * PAGE), keys[i] = next(w));
  for (unsigned i = 0; i < 8; i += 3) fill((unsigned *)(copy + i * PAGE), keys[i] + 1);
  for (unsigned i = 0; i < 8; i++) {
    check(w, (unsigned *)((i % 2 ? two : one) + i * PAGE), keys[i], "the section's other view");
    check(w, (unsigned *)(copy + i * PAGE), keys[i] + (i % 3 == 0), "the section's copy");
  }
  NtUnmapViewOfSection(NtCurrentProcess(), one);
  NtUnmapViewOfSection(NtCurrentProcess(), copy);
  unsigned char *again = map(section, PAGE_READONLY);
  for (unsigned i = 0; i < 8; i++) check(w, (unsigned *)(again + i * PAGE), keys[i], "the section mapped again");
  NtUnmapViewOfSection(NtCurrentProcess(), two);
  NtUnmapViewOfSection(NtCurrentProcess(), again);
  NtClose(section);
}

/* Each thread of each process has its stripe of the shared file and looks at nobody else's. */
static void mapped_file(worker *w) {
  static unsigned keys[THREADS][STRIPE_PAGES];
  unsigned char *stripe = shared + (process_number * THREADS + w->number) * STRIPE_PAGES * PAGE;
  for (unsigned i = 0; i < STRIPE_PAGES; i++) {
    unsigned *page = (unsigned *)(stripe + i * PAGE);
    if (keys[w->number][i]) check(w, page, keys[w->number][i], "shared file");
    fill(page, keys[w->number][i] = next(w) | 1);
  }
}

static unsigned __attribute__((noinline)) recurse(worker *w, unsigned depth) {
  volatile unsigned local[700];
  for (unsigned i = 0; i < 700; i++) local[i] = depth * 7 + i;
  unsigned below = depth ? recurse(w, depth - 1) : 0;
  for (unsigned i = 0; i < 700; i++)
    if (local[i] != depth * 7 + i) fail("stack", (const void *)&local[i]);
  return below + local[depth];
}

static DWORD WINAPI work(PVOID parameter) {
  worker *w = parameter;
  unsigned keys[KEPT_PAGES];
  unsigned char *kept = VirtualAlloc(NULL, KEPT_PAGES * PAGE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
  if (!kept) {
    fail("commit", NULL);
    return 1;
  }
  for (unsigned i = 0; i < KEPT_PAGES; i++) fill((unsigned *)(kept + i * PAGE), keys[i] = next(w) | 1);
  for (unsigned round = 0; round < rounds; round++) {
    kept_memory(w, kept, keys);
    private_memory(w);
    page_file_section(w);
    mapped_file(w);
    w->sum += recurse(w, DEPTH);
    void *block = malloc(100 + next(w) % 30000);
    if (!block) fail("malloc", NULL);
    free(block);
    initialized[64 + w->number * 256 + round % 256] = round;
  }
  for (unsigned i = 0; i < KEPT_PAGES; i++) check(w, (unsigned *)(kept + i * PAGE), keys[i], "kept page at the end");
  return 0;
}

static unsigned read_number(const char *path) {
  char text[32] = {0};
  DWORD size = 0;
  HANDLE file = CreateFileA(path, GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
  if (file == INVALID_HANDLE_VALUE || !ReadFile(file, text, sizeof text - 1, &size, NULL)) return 1;
  CloseHandle(file);
  return (unsigned)atoi(text);
}

int main(void) {
  static worker workers[THREADS];
  HANDLE threads[THREADS];
  HANDLE claim = CreateFileA("C:\\claim", GENERIC_WRITE, 0, NULL, CREATE_NEW, 0, NULL);
  process_number = claim == INVALID_HANDLE_VALUE;
  rounds = read_number("C:\\stress.txt");
  shared_file = CreateFileA("C:\\shared.dat", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_ALWAYS, 0, NULL);
  LARGE_INTEGER size;
  size.QuadPart = 2 * THREADS * STRIPE_PAGES * PAGE;
  if (!NT_SUCCESS(NtCreateSection(&shared_section, 0xf001f, NULL, &size, PAGE_READWRITE, 0x8000000, shared_file)))
    fail("section of a file", NULL);
  shared = map(shared_section, PAGE_READWRITE);
  if (failures) return 2;
  for (unsigned i = 0; i < THREADS; i++) {
    workers[i] = (worker){i, process_number * 100 + i + 1, 0, 0};
    threads[i] = CreateThread(NULL, 0, work, &workers[i], 0, NULL);
    if (!threads[i]) fail("thread", NULL);
  }
  WaitForMultipleObjects(THREADS, threads, TRUE, INFINITE);
  unsigned checks = 0, sum = 0;
  for (unsigned i = 0; i < THREADS; i++) {
    checks += workers[i].checks;
    sum = sum * 31 + workers[i].sum;
    CloseHandle(threads[i]);
  }
  if (initialized[0] != 0x1badcafe || initialized[1] != 0x2badcafe) fail("data", initialized);
  printf("process %u: %u checks, sum %08x, %ld failures\n", process_number, checks, sum, failures);
  return failures ? 1 : 0;
}
