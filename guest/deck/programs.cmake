# SPDX-License-Identifier: MIT
# Flat programs of the deck's machine: deck_program(<name> SOURCES <files> BASE <a> DATA <a> STACK <a>)
find_program(GUEST_LD_LLD ld.lld-14)
if(NOT GUEST_LD_LLD)
  message(FATAL_ERROR "ld.lld-14 not found. Guest programs need: apt install clang-14 lld-14 llvm-14")
endif()

function(deck_program name)
  cmake_parse_arguments(arg "" "BASE;DATA;STACK" "SOURCES" ${ARGN})
  set(source_dir ${GUEST_SOURCE_DIR}/deck)
  set(work ${GUEST_WORK_DIR}/deck/${name})
  file(MAKE_DIRECTORY ${work} ${GUEST_OUTPUT_DIR}/deck)
  set(objects "")
  foreach(source IN LISTS arg_SOURCES)
    get_filename_component(stem ${source} NAME_WE)
    add_custom_command(OUTPUT ${work}/${stem}.o
      COMMAND ${GUEST_CLANG} --target=i686-unknown-none-elf -march=i586 -mno-sse -O1 -ffreestanding -fno-builtin
        -nostdinc -fno-omit-frame-pointer -fno-pic -Wall -Wextra -Werror -DSTACK=${arg_STACK} -c ${source}
        -o ${work}/${stem}.o
      WORKING_DIRECTORY ${source_dir}
      DEPENDS ${source_dir}/${source} ${source_dir}/deck.h ${source_dir}/header.inc
      COMMENT "Deck: ${source}" VERBATIM)
    list(APPEND objects ${work}/${stem}.o)
  endforeach()
  set(output ${GUEST_OUTPUT_DIR}/deck/${name}.bin)
  add_custom_command(OUTPUT ${output}
    COMMAND ${GUEST_LD_LLD} -T ${source_dir}/deck.ld --defsym BASE=${arg_BASE} --defsym DATA=${arg_DATA}
      --oformat binary -o ${output} ${objects}
    DEPENDS ${objects} ${source_dir}/deck.ld
    COMMENT "Deck: ${name}.bin" VERBATIM)
  set_property(GLOBAL APPEND PROPERTY GUEST_FILES ${output})
  set_property(GLOBAL APPEND PROPERTY GUEST_SET ${output})
endfunction()

deck_program(nonbuffered SOURCES start.S nonbuffered.c BASE 0 DATA 0x4000 STACK 0x8000)
deck_program(buffered SOURCES start.S buffered.c BASE 0 DATA 0x4000 STACK 0x8000)
deck_program(virtual SOURCES start.S virtual.c BASE 0x1400000 DATA 0x1402000 STACK 0x1404000)
deck_program(translation SOURCES start.S translation.c BASE 0x1400000 DATA 0x1402000 STACK 0x1404000)
deck_program(flat SOURCES start.S flat.c BASE 0 DATA 0x4000 STACK 0x200000)
deck_program(straight SOURCES straight.S BASE 0 DATA 0x200000 STACK 0x8000)
deck_program(crossing SOURCES crossing.S BASE 0 DATA 0x8000 STACK 0x8000)
