// SPDX-License-Identifier: MIT
#include "planner.h"
#include "mark.h"
#include "problems.h"
#include "stdio.h"
#include "string.h"

LoadProblem::LoadProblem(int number, int load, const char *key) : ServiceProblem(number), load_(load) {
  strcpy(key_, key);
}

RouteProblem::RouteProblem(int number, int reason, const char *key)
    : ServiceProblem(number), reason_(reason) {
  strcpy(key_, key);
}

// The words of a delivery's slip, kept until it is planned.
class Slip {
 public:
  explicit Slip(const DELIVERY *delivery) { sprintf(text_, "%d: %d", delivery->Number, delivery->To); }
  ~Slip() { text_[0] = '\0'; }
  int Length() const { return static_cast<int>(strlen(text_)); }

 private:
  char text_[24 + VARIANT * 8];
};

static void MarkKey(const char *key) {
  DWORD words[4];
  memcpy(words, key, sizeof(words));
  MARK(key, words[0], words[1], words[2], words[3]);
}

#if VARIANT == 2
extern "C" NOINLINE void RefuseToll(const DELIVERY *delivery) {
  throw TollProblem(delivery->Number, delivery->Permit, delivery->Key, delivery->To * 20);
}

extern "C" NOINLINE void RefuseDetour(const DELIVERY *delivery) {
  throw DetourProblem(delivery->Number, delivery->Permit, delivery->Key, delivery->From * 3);
}
#else
#define RefuseToll(delivery) \
  throw TollProblem((delivery)->Number, (delivery)->Permit, (delivery)->Key, (delivery)->To * 20)
#define RefuseDetour(delivery) \
  throw DetourProblem((delivery)->Number, (delivery)->Permit, (delivery)->Key, (delivery)->From * 3)
#endif

#if VARIANT == 0
static __attribute__((always_inline)) void RefuseKind(const DELIVERY *delivery) {
#else
extern "C" NOINLINE void RefuseKind(const DELIVERY *delivery) {
#endif
  if (delivery->Kind == 0) RefuseToll(delivery);
  if (delivery->Kind == 1) RefuseDetour(delivery);
  if (delivery->Kind == 2)
    throw BridgeProblem(delivery->Number, delivery->Permit, delivery->Key, delivery->From * 3, 40);
  throw FerryProblem(delivery->Number, delivery->Permit, delivery->Key, delivery->To * 5, delivery->Hour);
}

extern "C" NOINLINE void RefuseDelivery(const DELIVERY *delivery) {
  MarkKey(delivery->Key);
  MARK(refused, delivery, delivery->Permit, delivery->Kind, 0);
  RefuseKind(delivery);
}

int PlanDelivery(TOUR *tour, DELIVERY *delivery) {
  Slip slip(delivery);
  int length = RoadLength(tour->Map, delivery->From, delivery->To);
  if (length < 0) RefuseDelivery(delivery);
  delivery->Length = length + slip.Length() % 2;
  return length;
}

extern "C" NOINLINE void CheckHour(const DELIVERY *delivery) {
  if (delivery->Hour > 18) throw TimeProblem(delivery->Number, delivery->Hour);
}

int FitsHour(const DELIVERY *delivery) {
  Slip slip(delivery);
  CheckHour(delivery);
  return slip.Length() != 0;
}

extern "C" NOINLINE void CheckLoad(const TOUR *tour, const DELIVERY *delivery) {
  if (delivery->Permit > tour->Load) throw LoadProblem(delivery->Number, delivery->Permit, delivery->Key);
}

int FitsVan(const TOUR *tour, const DELIVERY *delivery) {
  Slip slip(delivery);
  CheckLoad(tour, delivery);
  return slip.Length() != 0;
}
