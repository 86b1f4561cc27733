// SPDX-License-Identifier: MIT
#include "stdio.h"
#include "store.h"

static NOINLINE void ReportStock(STORE *store) {
  WaitForSingleObject(store->Counted, INFINITE);
  printf("%d pieces, %s\n", store->Pieces, store->Keeper);
}

static DWORD WINAPI ReportThread(LPVOID parameter) {
  ReportStock(parameter);
  return 0;
}

int main(int argc, char **argv) {
  HANDLE threads[2];
  STORE *store = CreateStore();
  printf("%d shelves\n", store->Shelves->Count);
  threads[0] = CreateThread(NULL, 0, ReportThread, store, 0, NULL);
  Sleep(20);
  threads[1] = CreateThread(NULL, 0, InventoryThread, store, 0, NULL);
  WaitForMultipleObjects(2, threads, TRUE, INFINITE);
  return 0;
}
