// SPDX-License-Identifier: MIT
// The compiler refers to this symbol when floating point is used.
int _fltused = 0x9875;
