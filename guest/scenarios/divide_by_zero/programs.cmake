# SPDX-License-Identifier: MIT
guest_image(Summary.dll BASE 0x10000000 DESCRIPTION "Station summaries"
  SOURCES summary.c)
guest_image(Measure.exe BASE 0x400000 DESCRIPTION "Weather stations" USES Summary
  SOURCES measure.c stations.c ../common/serial.c ../common/settings.c)
