// SPDX-License-Identifier: MIT
// Places that the host may watch. A mark is a local label: it stands among the static symbols of
// the map file and adds neither code nor PDB symbol. Its values are in registers when EIP is there.
//   mark_lock_wait, mark_lock_acquired, mark_lock_tried (taken by a try), mark_lock_released: ECX =
//     critical section; recursive entries pass none of them
//   mark_heap_reservation: ECX = heap, EAX = base of a reservation that is the heap's, EDX = its bytes
//   mark_heap_allocated: ECX = heap, EAX = block, EDX = requested bytes
//   mark_heap_freed:     ECX = heap, EAX = block
#pragma once

#define MARK_LOCK(name, section) __asm__ volatile(#name ":" : : "c"(section) : "memory")
#define MARK_HEAP(name, heap, block, size) \
  __asm__ volatile(#name ":" : : "c"(heap), "a"(block), "d"(size) : "memory")
