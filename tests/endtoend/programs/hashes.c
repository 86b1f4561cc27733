/* SPDX-License-Identifier: MIT */
/* CRC-32, Adler-32 and MD5 of generated data.  Sources: RFC 1950 to 1952, RFC 1321. */
#include <stdio.h>

typedef unsigned char u8;
typedef unsigned int u32;

static u8 data[100000];

static u32 crc32(const u8 *at, u32 size) {
  u32 crc = ~0u;
  while (size--) {
    crc ^= *at++;
    for (int i = 0; i < 8; i++) crc = crc >> 1 ^ (0xedb88320u & (0u - (crc & 1)));
  }
  return ~crc;
}

static u32 adler32(const u8 *at, u32 size) {
  u32 a = 1, b = 0;
  while (size--) {
    a = (a + *at++) % 65521;
    b = (b + a) % 65521;
  }
  return b << 16 | a;
}

/* floor(2^32 * |sin(i + 1)|) */
static const u32 sines[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};
static const u8 turns[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

static void md5_block(u32 *state, const u8 *block) {
  u32 a = state[0], b = state[1], c = state[2], d = state[3];
  for (int i = 0; i < 64; i++) {
    u32 f, word = 0;
    int k;
    switch (i / 16) {
      case 0: f = (b & c) | (~b & d), k = i; break;
      case 1: f = (d & b) | (~d & c), k = (5 * i + 1) & 15; break;
      case 2: f = b ^ c ^ d, k = (3 * i + 5) & 15; break;
      default: f = c ^ (b | ~d), k = 7 * i & 15; break;
    }
    for (int byte = 3; byte >= 0; byte--) word = word << 8 | block[4 * k + byte];
    f += a + sines[i] + word;
    a = d, d = c, c = b;
    b += f << turns[i / 16][i & 3] | f >> (32 - turns[i / 16][i & 3]);
  }
  state[0] += a, state[1] += b, state[2] += c, state[3] += d;
}

int main(void) {
  u32 seed = 1, state[4] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  for (u32 i = 0; i < sizeof data; i++) {
    seed = seed * 1103515245u + 12345u;
    data[i] = (u8)(seed >> 16);
  }
  for (u32 size = 1; size <= sizeof data; size *= 10) printf("%u %x %x\n", size, crc32(data, size), adler32(data, size));
  for (u32 at = 0; at + 64 <= sizeof data; at += 64) md5_block(state, data + at);
  printf("%x %x %x %x\n", state[0], state[1], state[2], state[3]);
  return 0;
}
