// SPDX-License-Identifier: MIT
#include "batch.h"
#include "stdio.h"

static NOINLINE void PrintInvoice(BATCH *batch) {
  WaitForSingleObject(batch->Finished, INFINITE);
  printf("Invoice for %s: %d lines\n", batch->Customer, batch->Done);
}

static DWORD WINAPI InvoiceThread(LPVOID parameter) {
  PrintInvoice(parameter);
  return 0;
}

int main(int argc, char **argv) {
  HANDLE threads[2];
  BATCH *batch = CreateBatch();
  printf("Orders of %s: %d\n", batch->Customer, batch->Count);
  threads[0] = CreateThread(NULL, 0, InvoiceThread, batch, 0, NULL);
  Sleep(20);
  threads[1] = CreateThread(NULL, 0, BookingThread, batch, 0, NULL);
  WaitForMultipleObjects(2, threads, TRUE, INFINITE);
  puts("Done");
  return 0;
}
