/* SPDX-License-Identifier: MIT */
#pragma once

#ifdef INDEX_DLL
#define INDEX_API __declspec(dllexport)
#else
#define INDEX_API __declspec(dllimport)
#endif

INDEX_API int IndexOf(int record);
