# SPDX-License-Identifier: MIT
guest_image(Accounts.dll BASE 0x10000000 DESCRIPTION "Accounts"
  SOURCES accounts.c)
guest_image(Ledger.exe BASE 0x400000 DESCRIPTION "Ledger" USES Accounts
  SOURCES ledger.c transfers.c ../common/serial.c ../common/settings.c)
