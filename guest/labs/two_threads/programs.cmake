# SPDX-License-Identifier: MIT
# Lab L10.
guest_lab(TwoThreads.exe DESCRIPTION "Two threads" SOURCES two_threads.c)
