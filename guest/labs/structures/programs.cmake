# SPDX-License-Identifier: MIT
# Lab L17.
guest_lab(Records.exe DESCRIPTION "Records" SOURCES records.c)
