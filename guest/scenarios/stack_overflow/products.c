// SPDX-License-Identifier: MIT
#include "plan.h"
#include "stdio.h"

#define SCALE_STACK 0x10000

static NOINLINE void PrintPlan(PLAN *plan) {
  WaitForSingleObject(plan->Ready, INFINITE);
  printf("%s weighs %d\n", plan->Product, plan->Total);
}

static DWORD WINAPI PrinterThread(LPVOID parameter) {
  PrintPlan(parameter);
  return 0;
}

int main(int argc, char **argv) {
  HANDLE threads[2];
  PLAN *plan = CreatePlan();
  printf("%s: %d parts\n", plan->Product, plan->Count);
  threads[0] = CreateThread(NULL, 0, PrinterThread, plan, 0, NULL);
  Sleep(20);
  threads[1] = CreateThread(NULL, SCALE_STACK, ScaleThread, plan, STACK_SIZE_PARAM_IS_A_RESERVATION, NULL);
  WaitForMultipleObjects(2, threads, TRUE, INFINITE);
  return 0;
}
