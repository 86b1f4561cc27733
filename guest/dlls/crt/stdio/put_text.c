// SPDX-License-Identifier: MIT
// %c %s, and their wide forms %C %S %lc %ls. Characters beyond 255 become '?'.
#include "output.h"

static char Narrow(wchar_t c) { return c < 0x100 ? (char)c : '?'; }

static void PutWide(OUTPUT *output, const FIELD *field, const wchar_t *text, size_t length) {
  size_t padding = (size_t)field->width > length ? (size_t)field->width - length : 0;
  for (; !field->left && padding != 0; padding--) _put(output, field->zero ? '0' : ' ');
  for (size_t i = 0; i < length; i++) _put(output, Narrow(text[i]));
  for (; padding != 0; padding--) _put(output, ' ');
}

void _put_text(OUTPUT *output, const FIELD *field, va_list *arguments) {
  int wide = (field->conversion == 'S' || field->conversion == 'C') ? field->size != 'h'
                                                                    : field->size == 'l';
  size_t most = field->precision < 0 ? (size_t)-1 : (size_t)field->precision;
  size_t length = 0;
  if (field->conversion == 'c' || field->conversion == 'C') {
    int c = va_arg(*arguments, int);
    char narrow = wide ? Narrow((wchar_t)c) : (char)c;
    _put_field(output, field, "", &narrow, 1);
    return;
  }
  const void *text = va_arg(*arguments, const void *);
  if (wide) {
    const wchar_t *p = text != NULL ? text : L"(null)";
    while (length < most && p[length] != 0) length++;
    PutWide(output, field, p, length);
  } else {
    const char *p = text != NULL ? text : "(null)";
    while (length < most && p[length] != '\0') length++;
    _put_field(output, field, "", p, length);
  }
}
