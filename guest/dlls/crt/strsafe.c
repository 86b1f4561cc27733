// SPDX-License-Identifier: MIT
// Strings with counts of characters. Source: MSDN, "Strsafe.h functions".
#include "strsafe.h"

#include "stdarg.h"
#include "stdio.h"
#include "string.h"

#define STRSAFE_MAX_CCH 2147483647

HRESULT StringCchLengthA(LPCSTR text, size_t size, size_t *length) {
  size_t count = text != NULL ? strnlen(text, size) : 0;
  if (text == NULL || size > STRSAFE_MAX_CCH || count == size) return STRSAFE_E_INVALID_PARAMETER;
  if (length != NULL) *length = count;
  return S_OK;
}

HRESULT StringCchCopyA(LPSTR destination, size_t size, LPCSTR source) {
  if (size == 0 || size > STRSAFE_MAX_CCH) return STRSAFE_E_INVALID_PARAMETER;
  size_t count = strnlen(source, size);
  HRESULT result = count == size ? STRSAFE_E_INSUFFICIENT_BUFFER : S_OK;
  if (count == size) count--;
  memcpy(destination, source, count);
  destination[count] = '\0';
  return result;
}

HRESULT StringCchCatA(LPSTR destination, size_t size, LPCSTR source) {
  size_t used;
  HRESULT result = StringCchLengthA(destination, size, &used);
  return FAILED(result) ? result : StringCchCopyA(destination + used, size - used, source);
}

HRESULT StringCchVPrintfA(LPSTR destination, size_t size, LPCSTR format, va_list arguments) {
  if (size == 0 || size > STRSAFE_MAX_CCH) return STRSAFE_E_INVALID_PARAMETER;
  int length = vsnprintf(destination, size, format, arguments);
  return length < 0 || (size_t)length >= size ? STRSAFE_E_INSUFFICIENT_BUFFER : S_OK;
}

HRESULT StringCchPrintfA(LPSTR destination, size_t size, LPCSTR format, ...) {
  va_list arguments;
  va_start(arguments, format);
  HRESULT result = StringCchVPrintfA(destination, size, format, arguments);
  va_end(arguments);
  return result;
}
