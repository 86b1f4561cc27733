// SPDX-License-Identifier: MIT
#include "input.h"
#include "ctype.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"

#define LONGEST_NUMBER 400

#define FLOAT_SECTION(letter) __attribute__((section(".CRT$FS" letter), used))
static FLOAT_INPUT *const first_input FLOAT_SECTION("A") = NULL;
static FLOAT_INPUT *const last_input FLOAT_SECTION("Z") = NULL;

typedef struct _ITEM {
  int skip;   // '*': nothing is stored
  int width;  // 0: none
  char size;  // as in FIELD
  char conversion;
} ITEM;

static int Get(INPUT *input) {
  int c = input->get(input);
  if (c != EOF) input->count++;
  return c;
}

static void Unget(INPUT *input, int c) {
  if (c == EOF) return;
  input->count--;
  input->unget(input, c);
}

static void SkipSpace(INPUT *input) {
  int c;
  do {
    c = Get(input);
  } while (c != EOF && isspace(c));
  Unget(input, c);
}

static void StoreInteger(void *to, char size, unsigned long long value) {
  if (size == 'L') {
    *(unsigned long long *)to = value;
  } else if (size == 'h') {
    *(unsigned short *)to = (unsigned short)value;
  } else if (size == 'H') {
    *(unsigned char *)to = (unsigned char)value;
  } else {
    *(unsigned *)to = (unsigned)value;
  }
}

static int IsDigitOf(int c, int base) {
  if (isdigit(c)) return c - '0' < base;
  return base == 16 && isxdigit(c);
}

// The longest text that can begin a number of `base` (0: by its prefix); 0 if it has no digit.
static int CollectInteger(INPUT *input, int width, int *base, char *text) {
  int length = 0;
  int digits = 0;
  int c = Get(input);
  if ((c == '-' || c == '+') && width > 1) {
    text[length++] = (char)c;
    c = Get(input);
  }
  if (c == '0' && length < width && (*base == 0 || *base == 16)) {
    text[length++] = '0';
    digits = 1;
    c = Get(input);
    if ((c == 'x' || c == 'X') && length < width) {
      *base = 16;
      c = Get(input);
    } else if (*base == 0) {
      *base = 8;
    }
  }
  if (*base == 0) *base = 10;
  for (; c != EOF && length < width && IsDigitOf(c, *base); c = Get(input)) {
    text[length++] = (char)c;
    digits++;
  }
  Unget(input, c);
  text[length] = '\0';
  return digits;
}

static int CollectDouble(INPUT *input, int width, char *text) {
  int length = 0;
  int digits = 0;
  int point = 0;
  int c = Get(input);
  if ((c == '-' || c == '+') && width > 1) {
    text[length++] = (char)c;
    c = Get(input);
  }
  for (; c != EOF && length < width && (isdigit(c) || (c == '.' && !point)); c = Get(input)) {
    if (c == '.') point = 1;
    else digits++;
    text[length++] = (char)c;
  }
  if (digits != 0 && (c == 'e' || c == 'E') && length < width) {
    text[length++] = 'e';
    c = Get(input);
    if ((c == '-' || c == '+') && length < width) {
      text[length++] = (char)c;
      c = Get(input);
    }
    for (; c != EOF && length < width && isdigit(c); c = Get(input)) text[length++] = (char)c;
  }
  Unget(input, c);
  text[length] = '\0';
  return digits;
}

static int Width(const ITEM *item) {
  return item->width != 0 && item->width < LONGEST_NUMBER ? item->width : LONGEST_NUMBER;
}

static int ReadInteger(INPUT *input, const ITEM *item, int base, void *to) {
  char text[LONGEST_NUMBER + 1];
  if (!CollectInteger(input, Width(item), &base, text)) return 0;
  if (to != NULL) {
    unsigned long long value = item->size == 'L' ? strtoull(text, NULL, base)
                               : item->conversion == 'd' || item->conversion == 'i'
                                   ? (unsigned long long)strtol(text, NULL, base)
                                   : strtoul(text, NULL, base);
    StoreInteger(to, item->size, value);
  }
  return 1;
}

static int ReadDouble(INPUT *input, const ITEM *item, void *to) {
  char text[LONGEST_NUMBER + 1];
  if (!CollectDouble(input, Width(item), text)) return 0;
  for (FLOAT_INPUT *const volatile *p = &first_input + 1; p < &last_input && to != NULL; p++) {
    if (*p == NULL) continue;
    (*p)(text, to, item->size == 'l' || item->size == 'L');
    break;
  }
  return 1;
}

// The set after '['; gives the format behind its ']'.
static const char *ReadSet(const char *format, unsigned char *set) {
  int negated = *format == '^';
  if (negated) format++;
  memset(set, negated, 256);
  for (int first = 1; *format != '\0' && (first || *format != ']'); first = 0, format++) {
    unsigned char low = (unsigned char)*format;
    unsigned char high = low;
    if (format[1] == '-' && format[2] != ']' && format[2] != '\0') {
      high = (unsigned char)format[2];
      format += 2;
    }
    for (int c = low; c <= high; c++) set[c] = (unsigned char)!negated;
  }
  return *format == ']' ? format + 1 : format;
}

// %s, %[ and %c. `set`: which characters belong to the field.
static int ReadText(INPUT *input, const ITEM *item, const unsigned char *set, char *to) {
  int is_char = item->conversion == 'c';
  int wide = item->size == 'l';
  int width = item->width != 0 ? item->width : is_char ? 1 : 0x7fffffff;
  int length = 0;
  int c = 0;
  while (length < width && (c = Get(input)) != EOF) {
    if (!set[c]) {
      Unget(input, c);
      break;
    }
    if (to != NULL && wide) ((wchar_t *)to)[length] = (wchar_t)c;
    if (to != NULL && !wide) to[length] = (char)c;
    length++;
  }
  if (length == 0 || (is_char && length < width)) return 0;
  if (to != NULL && !is_char) {
    if (wide) ((wchar_t *)to)[length] = 0;
    else to[length] = '\0';
  }
  return 1;
}

static const char *ReadItem(const char *format, ITEM *item) {
  memset(item, 0, sizeof(*item));
  if (*format == '*') {
    item->skip = 1;
    format++;
  }
  while (isdigit((unsigned char)*format)) item->width = item->width * 10 + *format++ - '0';
  if (format[0] == 'I' && format[1] == '6' && format[2] == '4') {
    item->size = 'L';
    format += 3;
  }
  for (; *format == 'h' || *format == 'l' || *format == 'L' || *format == 'j' || *format == 'z' ||
         *format == 't'; format++) {
    if (*format == 'h') item->size = item->size == 'h' ? 'H' : 'h';
    if (*format == 'l') item->size = item->size == 'l' ? 'L' : 'l';
    if (*format == 'L' || *format == 'j') item->size = 'L';
  }
  item->conversion = *format;
  return *format != '\0' ? format + 1 : format;
}

static int ReadField(INPUT *input, const ITEM *item, const unsigned char *set, void *to) {
  switch (item->conversion) {
    case 'd': case 'u': return ReadInteger(input, item, 10, to);
    case 'i': return ReadInteger(input, item, 0, to);
    case 'o': return ReadInteger(input, item, 8, to);
    case 'x': case 'X': case 'p': return ReadInteger(input, item, 16, to);
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': case 'a': case 'A':
      return ReadDouble(input, item, to);
    default: return ReadText(input, item, set, to);
  }
}

int _input(INPUT *input, const char *format, va_list arguments) {
  unsigned char set[256];
  va_list list;
  ITEM item;
  int stored = 0;
  va_copy(list, arguments);
  while (*format != '\0') {
    if (isspace((unsigned char)*format)) {
      SkipSpace(input);
      format++;
      continue;
    }
    if (*format != '%' || format[1] == '%') {
      if (*format == '%') {
        format++;
        SkipSpace(input);
      }
      int c = Get(input);
      if (c == EOF && stored == 0) stored = EOF;
      if (c != (unsigned char)*format) {
        Unget(input, c);
        break;
      }
      format++;
      continue;
    }
    format = ReadItem(format + 1, &item);
    if (item.conversion == 'n') {
      if (!item.skip) StoreInteger(va_arg(list, void *), item.size, (unsigned)input->count);
      continue;
    }
    if (item.conversion == '[') {
      format = ReadSet(format, set);
    } else {
      for (int c = 0; c < 256; c++) set[c] = item.conversion == 'c' || !isspace(c);
      if (item.conversion != 'c') SkipSpace(input);
    }
    int next = Get(input);
    Unget(input, next);
    if (next == EOF) {
      if (stored == 0) stored = EOF;
      break;
    }
    void *to = item.skip ? NULL : va_arg(list, void *);
    if (!ReadField(input, &item, set, to)) break;
    stored += !item.skip;
  }
  va_end(list);
  return stored;
}
