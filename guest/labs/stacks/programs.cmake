# SPDX-License-Identifier: MIT
# Lab L14.
guest_lab(Ladder.exe DESCRIPTION "Stacks" SOURCES ladder.c)
