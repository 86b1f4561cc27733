// SPDX-License-Identifier: MIT
#pragma once

#ifdef ROADS_BUILD
#define ROADS_API __declspec(dllexport) __attribute__((noinline))
#else
#define ROADS_API __declspec(dllimport)
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _ROAD_MAP {
  int Towns;
  int Closed;  // the town that no road leads to
  int Queries;
  int Distances[24];  // from the depot
} ROAD_MAP;

ROADS_API ROAD_MAP *OpenMap(int towns, int closed, int start);
// In kilometres; negative: no road.
ROADS_API int RoadLength(ROAD_MAP *map, int from, int to);

#ifdef __cplusplus
}
#endif
