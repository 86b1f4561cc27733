// SPDX-License-Identifier: MIT
// Each image has a table of its own among its constants.
#pragma once

#include "windows.h"

#define TABLE_PAGES 12  // whole ones inside it

// Page 0..TABLE_PAGES - 1 of this image's table, which only reading is allowed for.
BYTE *FindTablePage(int page);
// Makes the page writable; a `value` other than 0 is put into it.
void OpenTablePage(BYTE *page, unsigned int value);
