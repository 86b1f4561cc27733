# SPDX-License-Identifier: MIT
guest_image(Parts.dll BASE 0x10000000 DESCRIPTION "Parts lists"
  SOURCES parts.c)
guest_image(Products.exe BASE 0x400000 DESCRIPTION "Product weights" USES Parts
  SOURCES products.c plan.c ../common/serial.c ../common/settings.c)
