// SPDX-License-Identifier: MIT
#include "plan.h"
#include "settings.h"
#include "stdio.h"

int main(int argc, char **argv) {
  HANDLE threads[2];
  PLAN *plan = CreatePlan();
  SIZE_T stack = (SIZE_T)ReadNumber("Stack", 1) << 16;
  printf("%s: %d parts\n", plan->Product, plan->Count);
  threads[0] = CreateThread(NULL, 0, PrinterThread, plan, 0, NULL);
  Sleep(20);
  threads[1] = CreateThread(NULL, stack, ScaleThread, plan, STACK_SIZE_PARAM_IS_A_RESERVATION, NULL);
  WaitForMultipleObjects(2, threads, TRUE, INFINITE);
  return 0;
}
