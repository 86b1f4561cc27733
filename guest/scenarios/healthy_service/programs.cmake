# SPDX-License-Identifier: MIT
guest_image(Feed.dll BASE 0x10000000 DESCRIPTION "Feed articles"
  SOURCES feed.c)
guest_image(Feeds.exe BASE 0x400000 DESCRIPTION "Feed service" USES Feed
  SOURCES feeds.c hall.c ../common/settings.c)
