// SPDX-License-Identifier: MIT
#include "settings.h"
#include "string.h"
#include "windows.h"

// C:\Programs\Name\Name.exe -> path C:\Programs\Name\Name.ini, section Name.
static void FindSettings(char *path, char *section) {
  GetModuleFileNameA(NULL, path, MAX_PATH);
  char *dot = strrchr(path, '.');
  if (dot == NULL) dot = path + strlen(path);
  *dot = '\0';
  char *base = strrchr(path, '\\');
  strcpy(section, base != NULL ? base + 1 : path);
  strcpy(dot, ".ini");
}

int ReadNumber(const char *name, int otherwise) {
  char path[MAX_PATH + 4];
  char section[MAX_PATH];
  FindSettings(path, section);
  return (int)GetPrivateProfileIntA(section, name, otherwise, path);
}

void ReadText(const char *name, const char *otherwise, char *text, unsigned int size) {
  char path[MAX_PATH + 4];
  char section[MAX_PATH];
  FindSettings(path, section);
  GetPrivateProfileStringA(section, name, otherwise, text, size, path);
}
