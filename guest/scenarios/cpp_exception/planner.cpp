// SPDX-License-Identifier: MIT
#include "planner.h"
#include "problems.h"
#include "stdio.h"
#include "string.h"

RouteProblem::RouteProblem(int number, int reason, const char *town)
    : ServiceProblem(number), reason_(reason) {
  strcpy(town_, town);
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

extern "C" NOINLINE void RefuseDelivery(const TOUR *tour, const DELIVERY *delivery) {
#if VARIANT == 0
  throw RouteProblem(delivery->Number, tour->Reason, tour->Town);
#elif VARIANT == 1
  throw DetourProblem(delivery->Number, tour->Reason, tour->Town, delivery->From * 3);
#else
  throw BridgeProblem(delivery->Number, tour->Reason, tour->Town, delivery->From * 3, 40);
#endif
}

int PlanDelivery(TOUR *tour, DELIVERY *delivery) {
  Slip slip(delivery);
  int length = RoadLength(tour->Map, delivery->From, delivery->To);
  if (length < 0) RefuseDelivery(tour, delivery);
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
