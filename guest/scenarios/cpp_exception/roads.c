// SPDX-License-Identifier: MIT
#define ROADS_BUILD
#include "roads.h"
#include "stdlib.h"

ROAD_MAP *OpenMap(int towns, int closed, int start) {
  ROAD_MAP *map = calloc(1, sizeof(ROAD_MAP));
  srand((unsigned int)start);
  map->Towns = towns;
  map->Closed = closed;
  for (int i = 0; i < towns; i++) map->Distances[i] = 5 + rand() % (60 + VARIANT * 20);
  return map;
}

int RoadLength(ROAD_MAP *map, int from, int to) {
  map->Queries++;
  if (from == map->Closed || to == map->Closed) return -1;
  int length = map->Distances[from] - map->Distances[to];
  return length < 0 ? -length : length;
}
