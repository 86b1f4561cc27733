// SPDX-License-Identifier: MIT
#pragma once

#include "windows.h"

#ifdef CHANNELS_BUILD
#define CHANNELS_API __declspec(dllexport) __attribute__((noinline))
#else
#define CHANNELS_API __declspec(dllimport)
#endif

typedef struct _SCALE {
  int Factor;
  unsigned int Serial[2];
} SCALE;

typedef struct _CHANNEL {
  SCALE *Scale;
#if VARIANT == 1
  int Reserved[2];
#endif
  int Number;
  int Capacity;
  int Count;
  int Samples[];
} CHANNEL;

#define CHANNEL_SIZE(capacity) (sizeof(CHANNEL) + (SIZE_T)(capacity) * sizeof(int))

CHANNELS_API CHANNEL *OpenChannel(HANDLE heap, int number, int capacity, SCALE *scale);
CHANNELS_API void CloseChannel(HANDLE heap, CHANNEL *channel);
CHANNELS_API void RecordSample(CHANNEL *channel, int sample);
