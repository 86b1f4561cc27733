// SPDX-License-Identifier: MIT
// Folders made, listed, refused and removed; the errors that paths give.
#include <string.h>

#include "torture.h"

static void Tell(const char *what, BOOL done) {
  printf("%s: %d, error %u\n", what, done != FALSE, done ? 0 : (unsigned)GetLastError());
}

static HANDLE Open(const char *name, DWORD disposition) {
  SetLastError(77);
  return CreateFileA(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, disposition, FILE_ATTRIBUTE_NORMAL, NULL);
}

static void TellOpen(const char *what, const char *name, DWORD disposition) {
  HANDLE file = Open(name, disposition);
  printf("%s: %d, error %u\n", what, file != INVALID_HANDLE_VALUE, (unsigned)GetLastError());
  if (file != INVALID_HANDLE_VALUE) CloseHandle(file);
}

static void List(const char *pattern) {
  WIN32_FIND_DATAA data;
  char names[8][16];
  int count = 0;
  HANDLE find = FindFirstFileA(pattern, &data);
  if (find == INVALID_HANDLE_VALUE) {
    printf("%s: error %u\n", pattern, (unsigned)GetLastError());
    return;
  }
  do {
    sprintf(names[count++], "%.12s%s", data.cFileName, data.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY ? "/" : "");
  } while (count < 8 && FindNextFileA(find, &data));
  FindClose(find);
  for (int i = 0; i < count; i++) {
    for (int k = i + 1; k < count; k++) {
      char swap[16];
      if (strcmp(names[k], names[i]) >= 0) continue;
      strcpy(swap, names[i]);
      strcpy(names[i], names[k]);
      strcpy(names[k], swap);
    }
    printf("%s ", names[i]);
  }
  printf("\n");
}

int main(void) {
  Tell("make", CreateDirectoryA("Box", NULL));
  Tell("make again", CreateDirectoryA("bOX", NULL));
  Tell("make in it", CreateDirectoryW(L"Box\\Inner", NULL));
  Tell("make below nothing", CreateDirectoryA("Nothing\\Inner", NULL));
  printf("attributes %x\n", (unsigned)GetFileAttributesA("Box\\Inner") & FILE_ATTRIBUTE_DIRECTORY);
  List("Box\\*");
  TellOpen("new file", "Box\\a.txt", CREATE_NEW);
  TellOpen("new file again", "Box\\a.txt", CREATE_NEW);
  TellOpen("always", "Box\\a.txt", CREATE_ALWAYS);
  TellOpen("open always", "Box\\b.txt", OPEN_ALWAYS);
  TellOpen("open always again", "Box\\b.txt", OPEN_ALWAYS);
  TellOpen("no file", "Box\\c.txt", OPEN_EXISTING);
  TellOpen("no folder", "Nothing\\c.txt", OPEN_EXISTING);
  TellOpen("create without folder", "Nothing\\c.txt", CREATE_ALWAYS);
  TellOpen("a folder as file", "Box\\Inner", OPEN_EXISTING);
  Tell("folder over a file", CreateDirectoryA("Box\\a.txt", NULL));
  List("Box\\*");
  List("Nothing\\*");
  List("Box\\*.doc");
  Tell("attributes of nothing", GetFileAttributesA("Box\\c.txt") != INVALID_FILE_ATTRIBUTES);
  Tell("attributes below nothing", GetFileAttributesA("Nothing\\c.txt") != INVALID_FILE_ATTRIBUTES);
  Tell("remove a full one", RemoveDirectoryA("Box"));
  Tell("remove a file", RemoveDirectoryA("Box\\a.txt"));
  Tell("remove nothing", RemoveDirectoryA("Nothing"));
  Tell("remove below nothing", RemoveDirectoryA("Nothing\\Inner"));
  Tell("delete a folder", DeleteFileA("Box\\Inner"));
  Tell("delete below nothing", DeleteFileA("Nothing\\c.txt"));
  Tell("move", MoveFileA("Box\\a.txt", "Box\\Inner\\a.txt"));
  Tell("move below nothing", MoveFileA("Box\\b.txt", "Nothing\\b.txt"));
  Tell("delete", DeleteFileA("Box\\Inner\\a.txt"));
  Tell("delete", DeleteFileA("Box\\b.txt"));
  Tell("remove the inner one", RemoveDirectoryW(L"Box\\Inner"));
  Tell("an empty one is still there", GetFileAttributesA("Box") != INVALID_FILE_ATTRIBUTES);
  Tell("remove with a backslash", RemoveDirectoryA("Box\\"));
  Tell("gone", GetFileAttributesA("Box") != INVALID_FILE_ATTRIBUTES);
  return 0;
}
