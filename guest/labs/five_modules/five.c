/* SPDX-License-Identifier: MIT */
/* An EXE with four DLLs: what bench-paging times the creation of. */
__declspec(dllimport) int North(int value);
__declspec(dllimport) int South(int value);

int main(int argc, char **argv) { return North(argc) + South(argc); }
