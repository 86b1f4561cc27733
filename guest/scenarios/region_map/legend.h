// SPDX-License-Identifier: MIT
#pragma once

#ifdef LEGEND_BUILD
#define LEGEND_API __declspec(dllexport) __attribute__((noinline))
#else
#define LEGEND_API __declspec(dllimport)
#endif

LEGEND_API void CorrectLegend(int page, unsigned int value);
