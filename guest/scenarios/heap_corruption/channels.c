// SPDX-License-Identifier: MIT
#define CHANNELS_BUILD
#include "channels.h"

CHANNEL *OpenChannel(HANDLE heap, int number, int capacity, SCALE *scale) {
  CHANNEL *channel = HeapAlloc(heap, HEAP_ZERO_MEMORY, CHANNEL_SIZE(capacity));
  channel->Scale = scale;
  channel->Number = number;
  channel->Capacity = capacity;
  return channel;
}

void CloseChannel(HANDLE heap, CHANNEL *channel) { HeapFree(heap, 0, channel); }

// The host's place to watch: EAX = channel, ECX = where, EDX = what.
#define MARK_RECORD(channel, place, sample) \
  __asm__ volatile("mark_record:" : : "a"(channel), "c"(place), "d"(sample) : "memory")

void RecordSample(CHANNEL *channel, int sample) {
  int *place = &channel->Samples[channel->Count++];
  MARK_RECORD(channel, place, sample);
  *place = sample;
}
