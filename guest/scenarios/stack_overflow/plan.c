// SPDX-License-Identifier: MIT
#include "plan.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"

// Part n holds parts 2n + 1 and 2n + 2. The last one is entered again some levels above.
static NOINLINE void ConnectParts(PLAN *plan, int levels) {
  int above = plan->Count - 1;
  for (int i = 1; i < plan->Count; i++) AddPart(&plan->Parts[(i - 1) / 2], &plan->Parts[i]);
  for (int i = 0; i < levels; i++) above = (above - 1) / 2;
  AddPart(&plan->Parts[plan->Count - 1], &plan->Parts[above]);
}

PLAN *CreatePlan(void) {
  PLAN *plan = calloc(1, sizeof(PLAN));
  int first = ReadNumber("FirstNumber", 2000);
  int weight = ReadNumber("Weight", 100);
  unsigned int serial = (unsigned int)ReadNumber("Serial", 1);
  ReadText("Product", "Bicycle", plan->Product, sizeof(plan->Product));
  plan->Count = ReadNumber("Parts", 20);
  plan->Parts = calloc((size_t)plan->Count, sizeof(PART));
  for (int i = 0; i < plan->Count; i++) {
    PART *part = &plan->Parts[i];
    part->Number = first + i * 10;
    part->Weight = weight + i * 3;
    part->Serial[0] = (serial + (unsigned int)i) * 2654435761u;
    part->Serial[1] = serial ^ 40503u * (unsigned int)i;
#if VARIANT == 1
    sprintf(part->Drawing, "D-%d", i);
#elif VARIANT == 2
    part->Drawer = i % 9;
#endif
  }
  ConnectParts(plan, ReadNumber("Levels", 2));
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
