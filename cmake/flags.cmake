# SPDX-License-Identifier: Apache-2.0
# One interface target carries every flag of our own code; ccache and mold are used where they are installed.
find_program(CCACHE ccache)
if(CCACHE)
  # Without this it would never keep what was compiled with a precompiled header: all tests.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1")
# GCC's warnings are errors: it makes the releases. Clang, which only fuzzes, has others.
# -Wrestrict and -Warray-bounds are off: GCC 12 sees overlaps and overruns in std::string that are not there (its bug 105651).
add_library(shelfcast_flags INTERFACE)
target_compile_options(shelfcast_flags INTERFACE
  -march=${SHELFCAST_CPU} -ffp-contract=off -Wall -Wextra -Wpedantic -Wconversion -Wshadow
  $<$<CXX_COMPILER_ID:GNU>:-Werror> $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict> $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds>)
target_include_directories(shelfcast_flags INTERFACE ${CMAKE_SOURCE_DIR}/include)

set(SHELFCAST_SANITIZE "" CACHE STRING "address,undefined or thread")
if(SHELFCAST_SANITIZE)
  if(SHELFCAST_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
  endif()
  # GCC sees uninitialised values in sanitized boost::optional that are not there (its manual warns of it).
  # And it takes the frames of Asio's coroutines for allocated by something else than they are.
  add_compile_options(-fsanitize=${SHELFCAST_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized> $<$<CXX_COMPILER_ID:GNU>:-Wno-mismatched-new-delete>)
  add_link_options(-fsanitize=${SHELFCAST_SANITIZE})
endif()
