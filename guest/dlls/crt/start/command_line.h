// SPDX-License-Identifier: MIT
#pragma once

// Sets __argc and __argv from the process's command line; not 0: no memory.
int _make_arguments(void);
