// SPDX-License-Identifier: MIT
// The table that type descriptors point to. Nothing here calls through it.
const void *const TypeInfoTable[1] __asm__("??_7type_info@@6B@") = {0};
