// SPDX-License-Identifier: MIT
#define FEED_BUILD
#include "feed.h"
#include "stdio.h"
#include "stdlib.h"
#include "windows.h"

static LONG g_Refused;

// Every `broken`th article came without its text.
ARTICLE *OpenArticles(int count, int first, int start, int broken) {
  ARTICLE *articles = calloc((size_t)count, sizeof(ARTICLE));
  srand((unsigned int)start);
  for (int i = 0; i < count; i++) {
    int length = 200 + rand() % 900;
    char *text = i % broken == broken - 1 ? NULL : malloc((size_t)length);
    for (int at = 0; text != NULL && at < length; at++) text[at] = (char)('a' + rand() % 26);
    articles[i].Number = first + i;
    articles[i].Length = length;
    articles[i].Text = text;
#if VARIANT == 1
    articles[i].Column = i % 4;
#elif VARIANT == 2
    sprintf(articles[i].Author, "A%d", rand() % 40);
#endif
  }
  return articles;
}

static NOINLINE char LastLetter(const ARTICLE *article) { return article->Text[article->Length - 1]; }

int CheckArticle(const ARTICLE *article) {
  int readable = 0;
  __try {
    readable = LastLetter(article) != '\0';
  } __except (GetExceptionCode() == EXCEPTION_ACCESS_VIOLATION ? EXCEPTION_EXECUTE_HANDLER
                                                               : EXCEPTION_CONTINUE_SEARCH) {
    InterlockedIncrement(&g_Refused);
    readable = 0;
  }
  return readable;
}

void SumArticle(ARTICLE *article) {
  unsigned int sum = 1;
  for (int i = 0; i < article->Length; i++) sum = sum * 31 + (unsigned char)article->Text[i];
  article->Sum = sum;
}
