# SPDX-License-Identifier: MIT
guest_image(Shelves.dll BASE 0x10000000 DESCRIPTION "Shelves"
  SOURCES shelves.c)
guest_image(Stock.exe BASE 0x400000 DESCRIPTION "Stock keeping" USES Shelves
  SOURCES stock.c store.c ../common/settings.c)
