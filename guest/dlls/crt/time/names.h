// SPDX-License-Identifier: MIT
#pragma once

extern const char *const _day_names[7];
extern const char *const _month_names[12];
