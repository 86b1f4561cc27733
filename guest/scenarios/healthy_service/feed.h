// SPDX-License-Identifier: MIT
#pragma once

#ifdef FEED_BUILD
#define FEED_API __declspec(dllexport) __attribute__((noinline))
#else
#define FEED_API __declspec(dllimport)
#endif

typedef struct _ARTICLE {
#if VARIANT == 1
  int Column;
#endif
  int Number;
  int Length;
  const char *Text;
#if VARIANT == 2
  char Author[12];
#endif
  unsigned int Sum;
} ARTICLE;

FEED_API ARTICLE *OpenArticles(int count, int first, int start, int broken);
// Nonzero: the article's text can be read.
FEED_API int CheckArticle(const ARTICLE *article);
FEED_API void SumArticle(ARTICLE *article);
