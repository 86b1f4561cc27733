# SPDX-License-Identifier: MIT
guest_image(Carriers.dll BASE 0x10000000 DESCRIPTION "Carriers"
  SOURCES carriers.c)
guest_image(Depot.exe BASE 0x400000 DESCRIPTION "Parcel depot" USES Carriers
  SOURCES depot.c stages.c jobs.c ../common/settings.c)
