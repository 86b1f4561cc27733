// SPDX-License-Identifier: MIT
#include "serial.h"

// Marsaglia's xorshift with the shifts 13, 17, 5.
static unsigned int Step(unsigned int x) {
  x ^= x << 13;
  x ^= x >> 17;
  return x ^ x << 5;
}

unsigned __int64 NextSerial(unsigned int *state) {
  unsigned int high = Step(*state);
  *state = Step(high);
  return (unsigned __int64)(high * 0x9e3779b1u) << 32 | *state * 0x85ebca6bu;
}
