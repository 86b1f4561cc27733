# SPDX-License-Identifier: MIT
guest_image(Channels.dll BASE 0x10000000 DESCRIPTION "Channels"
  SOURCES channels.c)
guest_image(Charts.dll BASE 0x11000000 DESCRIPTION "Charts" USES Channels
  SOURCES charts.c)
guest_image(Recorder.exe BASE 0x400000 DESCRIPTION "Recorder" USES Channels Charts
  SOURCES recorder.c site.c ../common/settings.c)
