// SPDX-License-Identifier: MIT
#include "rtlp.h"

#define BITS_PER_ULONG 32

void NTAPI RtlInitializeBitMap(PRTL_BITMAP BitMapHeader, PULONG Buffer, ULONG Size) {
  BitMapHeader->SizeOfBitMap = Size;
  BitMapHeader->Buffer = Buffer;
}

static BOOLEAN IsSet(PRTL_BITMAP bits, ULONG index) {
  return bits->Buffer[index / BITS_PER_ULONG] >> (index % BITS_PER_ULONG) & 1;
}

BOOLEAN NTAPI RtlAreBitsSet(PRTL_BITMAP BitMapHeader, ULONG StartingIndex, ULONG Length) {
  if (Length == 0 || StartingIndex >= BitMapHeader->SizeOfBitMap ||
      Length > BitMapHeader->SizeOfBitMap - StartingIndex) {
    return FALSE;
  }
  for (ULONG i = 0; i < Length; i++) {
    if (!IsSet(BitMapHeader, StartingIndex + i)) return FALSE;
  }
  return TRUE;
}

// First run of clear bits; the hint is not used. 0xffffffff if there is none.
ULONG NTAPI RtlFindClearBitsAndSet(PRTL_BITMAP BitMapHeader, ULONG NumberToFind,
                                   ULONG HintIndex) {
  ULONG run = 0;
  for (ULONG i = 0; i < BitMapHeader->SizeOfBitMap; i++) {
    run = IsSet(BitMapHeader, i) ? 0 : run + 1;
    if (run != NumberToFind) continue;
    ULONG start = i + 1 - run;
    for (ULONG j = start; j <= i; j++) {
      BitMapHeader->Buffer[j / BITS_PER_ULONG] |= 1u << (j % BITS_PER_ULONG);
    }
    return start;
  }
  return 0xffffffff;
}

void NTAPI RtlClearBits(PRTL_BITMAP BitMapHeader, ULONG StartingIndex, ULONG Number) {
  for (ULONG i = StartingIndex; i < StartingIndex + Number; i++) {
    BitMapHeader->Buffer[i / BITS_PER_ULONG] &= ~(1u << (i % BITS_PER_ULONG));
  }
}
