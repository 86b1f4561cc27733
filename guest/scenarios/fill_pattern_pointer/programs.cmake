# SPDX-License-Identifier: MIT
guest_image(Records.dll BASE 0x10000000 DESCRIPTION "Record pool"
  SOURCES records.c)
guest_image(Payroll.exe BASE 0x400000 DESCRIPTION "Payroll" USES Records
  SOURCES payroll.c staff.c ../common/settings.c)
