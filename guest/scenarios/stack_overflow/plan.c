// SPDX-License-Identifier: MIT
#include "plan.h"
#include "mark.h"
#include "serial.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"

static unsigned int Draw(unsigned int *state, unsigned int below) {
  return (unsigned int)(NextSerial(state) >> 40) % below;
}

static void NumberPart(PART *part, int number, int weight, unsigned int *state) {
  part->Serial = NextSerial(state);
  part->Number = number;
  part->Weight = weight;
#if VARIANT == 1
  sprintf(part->Drawing, "D-%d", (int)Draw(state, 9000));
#elif VARIANT == 2
  part->Drawer = (int)Draw(state, 9);
#endif
}

// Every part but the first is held by an earlier one, some by two. One is held by a part that it holds
// itself.
static NOINLINE void ConnectParts(PLAN *plan, int levels, unsigned int *state) {
  int above[64] = {0};
  int last = plan->Count / 3 + (int)Draw(state, (unsigned int)(plan->Count - plan->Count / 3));
  int top = last;
  for (int i = 1; i < plan->Count; i++) {
    int nearest = i < 12 ? 0 : i - 12;
    do {
      above[i] = nearest + (int)Draw(state, (unsigned int)(i - nearest));
    } while (plan->Parts[above[i]].Count == 2);
    AddPart(&plan->Parts[above[i]], &plan->Parts[i]);
  }
  for (int i = 0; i < 4; i++) {
    PART *whole = &plan->Parts[Draw(state, (unsigned int)plan->Count / 2)];
    if (whole->Count == 2) AddPart(whole, &plan->Parts[plan->Count / 2 + i]);
  }
  for (int i = 0; i < levels; i++) top = above[top];
  AddPart(&plan->Parts[last], &plan->Parts[top]);
}

PLAN *CreatePlan(void) {
  PLAN *plan = calloc(1, sizeof(PLAN));
  int first = ReadNumber("FirstNumber", 2000);
  int weight = ReadNumber("Weight", 100);
  unsigned int state = (unsigned int)ReadNumber("Start", 1);
  ReadText("Product", "Bicycle", plan->Product, sizeof(plan->Product));
  plan->Count = ReadNumber("Parts", 40);
  plan->Pages = ReadNumber("Pages", 40);
  plan->Parts = calloc((size_t)plan->Count, sizeof(PART));
  for (int i = 0; i < plan->Count; i++) {
    NumberPart(&plan->Parts[i], first + i * 10, weight + i * 3, &state);
  }
  ConnectParts(plan, ReadNumber("Levels", 2), &state);
  plan->Ready = CreateEventA(NULL, TRUE, FALSE, NULL);
  return plan;
}

static NOINLINE int WeighProduct(PLAN *plan) {
  int total = WeighPart(&plan->Parts[0]);
  plan->Total = total;
  return total;
}

DWORD WINAPI ScaleThread(LPVOID parameter) {
  PLAN *plan = parameter;
  printf("%s: %d grams\n", plan->Product, WeighProduct(plan));
  SetEvent(plan->Ready);
  return 0;
}

NOINLINE int PrintPage(PLAN *plan, int page) {
  char head[24 + VARIANT * 12];
  int lines = _snprintf(head, sizeof(head), "%d/%d", page, plan->Pages);
  if (page < plan->Pages) return PrintPage(plan, page + 1) + lines;
  WaitForSingleObject(plan->Ready, INFINITE);
  return lines;
}

DWORD WINAPI PrinterThread(LPVOID parameter) {
  PLAN *plan = parameter;
  int lines = PrintPage(plan, 1);
  printf("%s weighs %d: %d\n", plan->Product, plan->Total, lines);
  return 0;
}
