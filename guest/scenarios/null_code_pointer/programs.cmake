# SPDX-License-Identifier: MIT
guest_image(Forms.dll BASE 0x10000000 DESCRIPTION "Forms"
  SOURCES forms.c)
guest_image(Requests.exe BASE 0x400000 DESCRIPTION "Request office" USES Forms
  SOURCES requests.c office.c ../common/serial.c ../common/settings.c)
