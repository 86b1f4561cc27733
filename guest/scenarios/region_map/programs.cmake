# SPDX-License-Identifier: MIT
guest_image(Legend.dll BASE 0x10000000 DESCRIPTION "Map legends"
  SOURCES legend.c tables.c)
guest_image(Sheets.dll BASE 0x11000000 DESCRIPTION "Map sheets"
  SOURCES sheets.c tables.c)
guest_image(Atlas.exe BASE 0x400000 DESCRIPTION "Atlas" USES Legend Sheets
  SOURCES atlas.c land.c places.c clerks.c tables.c ../common/serial.c ../common/settings.c)
