// SPDX-License-Identifier: MIT
// Atomic changes of a word. Source: MSDN.
#pragma once

#include "minwinbase.h"

WINBASEAPI LONG WINAPI InterlockedIncrement(volatile LONG *Addend);
WINBASEAPI LONG WINAPI InterlockedDecrement(volatile LONG *Addend);
WINBASEAPI LONG WINAPI InterlockedExchange(volatile LONG *Target, LONG Value);
WINBASEAPI LONG WINAPI InterlockedExchangeAdd(volatile LONG *Addend, LONG Value);
WINBASEAPI LONG WINAPI InterlockedCompareExchange(volatile LONG *Destination, LONG ExChange,
    LONG Comperand);
