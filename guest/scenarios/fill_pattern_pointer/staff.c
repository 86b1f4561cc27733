// SPDX-License-Identifier: MIT
#include "staff.h"
#include "settings.h"
#include "stdio.h"
#include "stdlib.h"

static NOINLINE PERSON *Engage(DEPARTMENT *department, int number, unsigned int serial) {
  PERSON *person = TakeRecord(department->Pool);
  person->Number = number;
  person->Hours = 120 + number % 50;
  person->Serial[0] = serial * 2654435761u;
  person->Serial[1] = serial ^ 0x5a17u * (unsigned int)number;
#if VARIANT == 1
  person->Overtime = number % 5;
#elif VARIANT == 2
  sprintf(person->Initials, "P%d", number % 1000);
#endif
  return person;
}

static NOINLINE void Dismiss(DEPARTMENT *department, PERSON *person) {
  printf("%d leaves\n", person->Number);
  ReturnRecord(department->Pool, person);
}

// Whose tariff is not settled, and who has left.
static NOINLINE void ChangeStaff(DEPARTMENT *department, int changed, int leaves) {
  for (int i = 0; i < department->Count; i++) {
    if (i == changed && !leaves) continue;
    department->Staff[i]->Tariff = &department->Tariffs[i % 4];
  }
  if (leaves) Dismiss(department, department->Staff[changed]);
}

DEPARTMENT *CreateDepartment(void) {
  DEPARTMENT *department = calloc(1, sizeof(DEPARTMENT));
  int first = ReadNumber("FirstNumber", 300);
  int changed = ReadNumber("Changed", 4);
  unsigned int serial = (unsigned int)ReadNumber("Serial", 1);
  ReadText("Department", "Foundry", department->Name, sizeof(department->Name));
  department->Count = ReadNumber("Staff", 20);
  department->Staff = calloc((size_t)department->Count, sizeof(PERSON *));
  department->Pool = OpenPool(sizeof(PERSON), ReadNumber("Style", 0));
  for (int i = 0; i < 4; i++) {
    department->Tariffs[i].Group = i;
    department->Tariffs[i].Hourly = 1200 + i * 150;
  }
  for (int i = 0; i < department->Count; i++) {
    department->Staff[i] = Engage(department, first + i, serial + (unsigned int)i);
  }
#if VARIANT == 2
  ChangeStaff(department, changed, ReadNumber("Case", 0));
#else
  ChangeStaff(department, changed, VARIANT);
#endif
  department->Payday = CreateEventA(NULL, TRUE, FALSE, NULL);
  return department;
}

static NOINLINE int WageOf(const PERSON *person) {
  const TARIFF *tariff = person->Tariff;
#if VARIANT == 1
  return person->Hours * tariff->Hourly + person->Overtime * tariff->Bonus;
#else
  return person->Hours * tariff->Hourly;
#endif
}

static NOINLINE int PayPerson(DEPARTMENT *department, int index) {
  char slip[40 + VARIANT * 12];
  int wage = WageOf(department->Staff[index]);
  _snprintf(slip, sizeof(slip), "%s %d: %d", department->Name, index, wage);
  department->Paid++;
  return wage;
}

static NOINLINE int PayStaff(DEPARTMENT *department) {
  int total = 0;
  for (int i = 0; i < department->Count; i++) total += PayPerson(department, i);
  return total;
}

DWORD WINAPI WagesThread(LPVOID parameter) {
  DEPARTMENT *department = parameter;
  int total = PayStaff(department);
  printf("%s: %d cents\n", department->Name, total);
  SetEvent(department->Payday);
  return 0;
}
