// SPDX-License-Identifier: MIT
// Needs a function of a DLL, which its import library promises.
__declspec(dllimport) int Value(void);

int main(void) { return Value(); }
