// SPDX-License-Identifier: MIT
#define CHARTS_BUILD
#include "charts.h"
#include "stdio.h"

CHART *CreateChart(HANDLE heap, int capacity) {
  CHART *chart = HeapAlloc(heap, HEAP_ZERO_MEMORY, CHANNEL_SIZE(capacity));
  chart->Width = capacity;
  return chart;
}

static NOINLINE int BarOf(const CHANNEL *channel, int index) {
  return channel->Samples[index] / 65536 * channel->Scale->Factor;
}

int DrawChannel(CHART *chart, const CHANNEL *channel) {
  char title[24 + VARIANT * 8];
  int highest = 0;
  for (int i = 0; i < chart->Width; i++) {
    int bar = BarOf(channel, i);
    chart->Bars[i % 2] = bar;
    if (bar > highest) highest = bar;
  }
  _snprintf(title, sizeof(title), "Channel %d", channel->Number);
  chart->Highest = highest;
  return highest + title[0] % 2;
}
