# SPDX-License-Identifier: MIT
# Lab L16.
guest_lab(Texts.exe DESCRIPTION "Texts" SOURCES texts.c)
