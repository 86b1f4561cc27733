# SPDX-License-Identifier: MIT
guest_image(Words.dll BASE 0x10000000 DESCRIPTION "Word tables"
  SOURCES words.c)
guest_image(Index.exe BASE 0x400000 DESCRIPTION "Document index" USES Words
  SOURCES index.c archive.c ../common/serial.c ../common/settings.c)
