// SPDX-License-Identifier: MIT
// Places that the host may watch: see ntdll/mark.h.
#pragma once

#define MARK(name, c, d, a, b) \
  __asm__ volatile("mark_" #name ":" : : "c"(c), "d"(d), "a"(a), "b"(b) : "memory")
