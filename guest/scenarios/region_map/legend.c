// SPDX-License-Identifier: MIT
#define LEGEND_BUILD
#include "legend.h"
#include "tables.h"

void CorrectLegend(int page, unsigned int value) { OpenTablePage(FindTablePage(page), value); }
