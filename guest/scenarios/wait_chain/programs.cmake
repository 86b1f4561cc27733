# SPDX-License-Identifier: MIT
guest_image(Spooler.dll BASE 0x10000000 DESCRIPTION "Print queues"
  SOURCES spooler.c)
guest_image(Printing.exe BASE 0x400000 DESCRIPTION "Print service" USES Spooler
  SOURCES printing.c service.c ../common/settings.c)
