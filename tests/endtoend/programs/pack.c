/* SPDX-License-Identifier: MIT */
/* LZ77 with a hash of three bytes: packs generated text, unpacks it, compares. */
#include <stdio.h>
#include <string.h>

typedef unsigned char u8;

#define SIZE 40000
static u8 text[SIZE], packed[SIZE * 2], back[SIZE];
static int heads[4096];

static int pack(void) {
  int out = 0;
  for (int i = 0; i < 4096; i++) heads[i] = -1;
  for (int at = 0; at < SIZE;) {
    int best = 0, from = -1;
    if (at + 3 <= SIZE) {
      int hash = (text[at] << 4 ^ text[at + 1] << 2 ^ text[at + 2]) & 4095;
      from = heads[hash];
      heads[hash] = at;
      if (from >= 0 && at - from < 65536)
        while (best < 255 && at + best < SIZE && text[from + best] == text[at + best]) best++;
    }
    if (best >= 4) {
      packed[out++] = 1;
      packed[out++] = (u8)best;
      packed[out++] = (u8)(at - from);
      packed[out++] = (u8)((at - from) >> 8);
      at += best;
    } else {
      packed[out++] = 0;
      packed[out++] = text[at++];
    }
  }
  return out;
}

static int unpack(int size) {
  int out = 0;
  for (int at = 0; at < size;) {
    if (packed[at] == 0) {
      back[out++] = packed[at + 1];
      at += 2;
      continue;
    }
    int from = out - (packed[at + 2] | packed[at + 3] << 8);
    for (int i = 0; i < packed[at + 1]; i++) back[out++] = back[from++];
    at += 4;
  }
  return out;
}

int main(void) {
  static const char *const words[8] = {"frame ", "page ", "table ", "linear ", "stack ", "fault ", "the ", "of "};
  unsigned seed = 3, sum = 0;
  for (int at = 0; at < SIZE;) {
    seed = seed * 1664525u + 1013904223u;
    for (const char *word = words[seed >> 29]; *word && at < SIZE; word++) text[at++] = (u8)*word;
  }
  int size = pack(), restored = unpack(size);
  for (int i = 0; i < size; i++) sum = sum * 33 + packed[i];
  printf("%d %d %d %x\n", size, restored, memcmp(text, back, SIZE), sum);
  return 0;
}
