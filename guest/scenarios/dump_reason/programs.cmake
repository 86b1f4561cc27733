# SPDX-License-Identifier: MIT
guest_image(Letters.dll BASE 0x10000000 DESCRIPTION "Letters"
  SOURCES letters.c)
guest_image(Courier.exe BASE 0x400000 DESCRIPTION "Courier" USES Letters
  SOURCES courier.c office.c ../common/serial.c ../common/settings.c)
