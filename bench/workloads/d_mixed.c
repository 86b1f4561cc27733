/* SPDX-License-Identifier: MIT */
/* A mix as in embedded benchmarks: linked lists, a 16-bit matrix product, a scanner for numbers, CRC-16. */
#include "runtime.h"

#define ITEMS 256
#define EDGE 24
#define ROUNDS (500 / DIVISOR)

typedef struct Item {
  struct Item *next;
  short value;
  short index;
} Item;
typedef int Order(const Item *, const Item *);

static Item items[ITEMS];
static short left[EDGE * EDGE], right[EDGE * EDGE];
static i32 product[EDGE * EDGE];
static const char text[] =
    "5012,1234,-874,+122,35.54400,.1234500,-110.700,+0.64400,5.500e+3,-.123e-2,-87e+832,+0.6e-12,"
    "T0.3e-1F,-T.T++Tq,1T3.4e4z,34.0e-T^,";

static u16 crc_byte(u8 data, u16 crc) {
  for (int i = 0; i < 8; i++) {
    const u8 differs = (u8)((data & 1) ^ (crc & 1));
    data >>= 1;
    if (differs) {
      crc ^= 0x4002;
      crc >>= 1;
      crc |= 0x8000;
    } else {
      crc >>= 1;
      crc &= 0x7fff;
    }
  }
  return crc;
}

static u16 crc_word(u16 value, u16 crc) { return crc_byte((u8)(value >> 8), crc_byte((u8)value, crc)); }

static NOINLINE Item *reverse(Item *list) {
  Item *result = 0;
  while (list) {
    Item *const next = list->next;
    list->next = result;
    result = list;
    list = next;
  }
  return result;
}

static NOINLINE Item *find(Item *list, short value) {
  while (list && list->value != value) list = list->next;
  return list;
}

static int by_value(const Item *a, const Item *b) { return a->value - b->value; }
static int by_index(const Item *a, const Item *b) { return a->index - b->index; }

/* Takes the first of two runs; `*from` loses it. */
static Item *take(Item **from, int *left_in_run) {
  Item *const item = *from;
  *from = item->next;
  --*left_in_run;
  return item;
}

static NOINLINE Item *merge_sort(Item *list, Order *order) {
  for (int width = 1;; width *= 2) {
    Item *first = list, *tail = 0;
    int merges = 0;
    list = 0;
    while (first) {
      Item *second = first;
      int first_left = 0, second_left = width;
      merges++;
      for (int i = 0; i < width && second; i++, first_left++) second = second->next;
      while (first_left > 0 || (second_left > 0 && second)) {
        Item *item;
        if (!first_left) item = take(&second, &second_left);
        else if (!second_left || !second || order(first, second) <= 0) item = take(&first, &first_left);
        else item = take(&second, &second_left);
        if (tail) tail->next = item;
        else list = item;
        tail = item;
      }
      first = second;
    }
    tail->next = 0;
    if (merges <= 1) return list;
  }
}

static NOINLINE u16 multiply(short round) {
  u16 crc = 0;
  for (int i = 0; i < EDGE; i++) {
    for (int j = 0; j < EDGE; j++) {
      i32 sum = 0;
      for (int k = 0; k < EDGE; k++) sum += (i32)left[i * EDGE + k] * right[k * EDGE + j];
      product[i * EDGE + j] = sum;
    }
  }
  for (int i = 0; i < EDGE * EDGE; i++) {
    left[i] = (short)(left[i] + (product[i] >> 7) + round);
    crc = crc_word((u16)product[i], crc);
  }
  return crc;
}

enum { START, INVALID, SIGN, EXPONENT, INTEGER, FRACTION, EXPONENT_SIGN, SCIENTIFIC, STATES };

static int is_digit(char c) { return c >= '0' && c <= '9'; }

static int step(int state, char c) {
  switch (state) {
    case START:
      return is_digit(c) ? INTEGER : c == '+' || c == '-' ? SIGN : c == '.' ? FRACTION : INVALID;
    case SIGN:
      return is_digit(c) ? INTEGER : c == '.' ? FRACTION : INVALID;
    case INTEGER:
      return c == '.' ? FRACTION : is_digit(c) ? INTEGER : INVALID;
    case FRACTION:
      return c == 'E' || c == 'e' ? EXPONENT : is_digit(c) ? FRACTION : INVALID;
    case EXPONENT:
      return c == '+' || c == '-' ? EXPONENT_SIGN : INVALID;
    case EXPONENT_SIGN:
    case SCIENTIFIC:
      return is_digit(c) ? SCIENTIFIC : INVALID;
    default:
      return state;
  }
}

static NOINLINE u16 scan(u32 seed) {
  static u32 seen[STATES];
  int state = START;
  u16 crc = 0;
  for (const char *at = text; *at; at++) {
    const char c = (char)(*at ^ (seed >> (at - text & 15) & 1));
    if (c == ',') {
      seen[state]++;
      state = START;
      crc = crc_word((u16)seen[state], crc);
      continue;
    }
    state = step(state, c);
  }
  return crc;
}

u32 work(void) {
  u32 seed = 7;
  u16 crc = 0;
  Item *list = items;
  for (int i = 0; i < ITEMS; i++) {
    seed = seed * 1664525u + 1013904223u;
    items[i] = (Item){i + 1 < ITEMS ? &items[i + 1] : 0, (short)(seed >> 16), (short)i};
  }
  for (int i = 0; i < EDGE * EDGE; i++) {
    seed = seed * 1664525u + 1013904223u;
    left[i] = (short)(seed >> 20);
    right[i] = (short)(seed >> 24);
  }
  for (int round = 0; round < ROUNDS; round++) {
    const Item *const found = find(list, items[round & 255].value);
    crc = crc_word((u16)(found ? found->index : 0), crc);
    list = merge_sort(list, round & 1 ? by_value : by_index);
    crc = crc_word((u16)list->value, crc);
    list = reverse(list);
    crc ^= multiply((short)round);
    for (int i = 0; i < 4; i++) crc = (u16)(crc * 3 + scan(seed + (u32)round + (u32)i));
  }
  return crc;
}
