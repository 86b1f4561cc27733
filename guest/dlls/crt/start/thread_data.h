// SPDX-License-Identifier: MIT
// What the run-time library keeps for each thread. Allocated on first use.
#pragma once

typedef struct _tiddata {
  int _terrno;
  char *_token;         // strtok: where to go on
  char _asctimebuf[26];
  int _gmtimebuf[9];    // struct tm
  char _errmsg[48];
  void (*_initaddr)(void *);
  unsigned (__stdcall *_initaddr_ex)(void *);
  void *_initarg;
} *_ptiddata;

_ptiddata _getptd(void);
void _freeptd(void);

// Sets errno from a Win32 error.
void _dosmaperr(unsigned long error);
