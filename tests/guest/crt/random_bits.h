// SPDX-License-Identifier: MIT
// The same numbers on every system (xorshift64*).
#pragma once

static unsigned long long random_state = 88172645463325252ull;

static unsigned long long random_bits(void) {
  random_state ^= random_state >> 12;
  random_state ^= random_state << 25;
  random_state ^= random_state >> 27;
  return random_state * 2685821657736338717ull;
}

static double double_of(unsigned long long bits) {
  union {
    unsigned long long bits;
    double value;
  } all = {bits};
  return all.value;
}

static unsigned long long bits_of(double value) {
  union {
    double value;
    unsigned long long bits;
  } all = {value};
  return all.bits;
}

// Any finite double.
static double random_double(void) {
  double value;
  do value = double_of(random_bits());
  while (value - value != 0);
  return value;
}
