// SPDX-License-Identifier: MIT
#pragma once

#include "channels.h"

#ifdef CHARTS_BUILD
#define CHARTS_API __declspec(dllexport) __attribute__((noinline))
#else
#define CHARTS_API __declspec(dllimport)
#endif

typedef struct _CHART {
  int Width;
  int Highest;
  int Bars[];
} CHART;

// Of as many bytes as a channel of that capacity.
CHARTS_API CHART *CreateChart(HANDLE heap, int capacity);
CHARTS_API int DrawChannel(CHART *chart, const CHANNEL *channel);
