// SPDX-License-Identifier: MIT
// What exit() calls, if the program has it.
#pragma once

extern void (*_run_at_exit)(void);
