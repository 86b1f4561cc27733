// SPDX-License-Identifier: MIT
#include "new"
#include "stdlib.h"

void operator delete(void *block) noexcept { free(block); }

void operator delete[](void *block) noexcept { free(block); }

void operator delete(void *block, size_t) noexcept { free(block); }

void operator delete[](void *block, size_t) noexcept { free(block); }
