# SPDX-License-Identifier: MIT
guest_image(Catalog.dll BASE 0x10000000 DESCRIPTION "Catalog"
  SOURCES catalog.c)
guest_image(Library.exe BASE 0x400000 DESCRIPTION "Library loans" USES Catalog
  SOURCES library.c loans.c ../common/settings.c)
