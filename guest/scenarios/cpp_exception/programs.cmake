# SPDX-License-Identifier: MIT
guest_image(Roads.dll BASE 0x10000000 DESCRIPTION "Road map"
  SOURCES roads.c)
guest_image(Routes.exe BASE 0x400000 DESCRIPTION "Delivery routes" USES Roads
  SOURCES routes.c planner.cpp ../common/serial.c ../common/settings.c)
