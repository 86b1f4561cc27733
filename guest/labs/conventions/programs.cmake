# SPDX-License-Identifier: MIT
# Lab L15.
guest_lab(Calls.exe DESCRIPTION "Calling conventions" SOURCES calls.c)
