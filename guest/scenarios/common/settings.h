// SPDX-License-Identifier: MIT
// Values from the .ini file that lies beside the program and has its name; the section has it too.
#pragma once

int ReadNumber(const char *name, int otherwise);
// `size` is that of `text`, the NUL included.
void ReadText(const char *name, const char *otherwise, char *text, unsigned int size);
