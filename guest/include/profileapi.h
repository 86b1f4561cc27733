// SPDX-License-Identifier: MIT
// The performance counter. Source: MSDN.
#pragma once

#include "minwinbase.h"

WINBASEAPI BOOL WINAPI QueryPerformanceCounter(LARGE_INTEGER *lpPerformanceCount);
WINBASEAPI BOOL WINAPI QueryPerformanceFrequency(LARGE_INTEGER *lpFrequency);
