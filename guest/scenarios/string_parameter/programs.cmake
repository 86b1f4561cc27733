# SPDX-License-Identifier: MIT
guest_image(Sheets.dll BASE 0x10000000 DESCRIPTION "Map sheets"
  SOURCES sheets.c)
guest_image(Plotter.exe BASE 0x400000 DESCRIPTION "Map plotter" USES Sheets
  SOURCES plotter.c orders.c ../common/serial.c ../common/settings.c)
