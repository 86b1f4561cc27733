# SPDX-License-Identifier: MIT
guest_image(PriceList.dll BASE 0x10000000 DESCRIPTION "Price list"
  SOURCES price_list.c)
guest_image(Orders.exe BASE 0x400000 DESCRIPTION "Order processing" USES PriceList
  SOURCES orders.c batch.c ../common/serial.c ../common/settings.c)
