# SPDX-License-Identifier: MIT
guest_image(Seats.dll BASE 0x10000000 DESCRIPTION "Seats"
  SOURCES seats.c)
guest_image(Theatre.exe BASE 0x400000 DESCRIPTION "Theatre bookings" USES Seats
  SOURCES theatre.c evening.c ../common/settings.c)
