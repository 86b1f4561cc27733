// SPDX-License-Identifier: MIT
// The TLS directory of an image with __declspec(thread) variables. The linker sorts the sections by
// what follows the dollar sign: the template lies between _tls_start and _tls_end, callbacks lie
// between __xl_a and __xl_z. Source: Microsoft, "PE Format", the .tls section.
#include "nt/image.h"

// Offset of ThreadLocalStoragePointer in the TEB, which code that reads a variable adds to FS.
__asm__(".globl __tls_array\n.set __tls_array, 0x2c\n");

ULONG _tls_index;

__attribute__((section(".tls"))) CHAR _tls_start = 0;
__attribute__((section(".tls$ZZZ"))) CHAR _tls_end = 0;
__attribute__((section(".CRT$XLA"))) PIMAGE_TLS_CALLBACK __xl_a = NULL;
__attribute__((section(".CRT$XLZ"))) PIMAGE_TLS_CALLBACK __xl_z = NULL;

const IMAGE_TLS_DIRECTORY _tls_used = {
    (DWORD)&_tls_start, (DWORD)&_tls_end, (DWORD)&_tls_index, (DWORD)(&__xl_a + 1), 0, 0};
