# SPDX-License-Identifier: MIT
# Lab L11.
guest_lab(Pair.exe DESCRIPTION "Two threads, one step each" SOURCES pair.c)
