// SPDX-License-Identifier: MIT
// RTL_BITMAP.
#pragma once

#include "windef.h"

typedef struct _RTL_BITMAP {
  ULONG SizeOfBitMap;  // bits
  PULONG Buffer;
} RTL_BITMAP, *PRTL_BITMAP;
