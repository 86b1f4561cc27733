// SPDX-License-Identifier: MIT
#include "service.h"
#include "stdio.h"

static NOINLINE void StartDesks(SERVICE *service) {
  service->Threads[service->Count] = CreateThread(NULL, 0, DeliveryThread, service, 0, NULL);
  for (int i = 0; i < service->Count; i++) {
    service->Threads[i] =
        CreateThread(NULL, 0, i == 0 ? PrinterThread : ForwardThread, &service->Desks[i], 0, NULL);
    WaitForSingleObject(service->Taken, INFINITE);
  }
}

static NOINLINE void AwaitDesks(SERVICE *service) {
  WaitForMultipleObjects((DWORD)service->Count, service->Threads, TRUE, INFINITE);
}

int main(int argc, char **argv) {
  SERVICE *service = CreateService();
  printf("%s: %d queues\n", service->Floor, service->Count);
  StartDesks(service);
  AwaitDesks(service);
  puts("All printed");
  return 0;
}
