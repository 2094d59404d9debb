# SPDX-License-Identifier: Apache-2.0
# The built dashboard (web/dist) and the files of src/dashboard/page/ become part of the binary, each as it is and packed
# with gzip and brotli; a change of any of them configures again. Packed here and by Debian's tools: what is committed
# stays readable, the binary needs no library for it, and no request waits for it.
find_program(GZIP gzip REQUIRED)
find_program(BROTLI brotli REQUIRED)

# out: the bytes of a file as a C++ string literal, of the length beside it.
function(literal_of file out_text out_size)
  file(READ ${file} bytes HEX)
  file(SIZE ${file} size)
  string(REGEX REPLACE "(................................)" "\\1\"\n    \"" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${bytes}")
  set(${out_text} "\"${bytes}\"" PARENT_SCOPE)
  set(${out_size} ${size} PARENT_SCOPE)
endfunction()

set(packed_folder ${CMAKE_BINARY_DIR}/generated/dashboard/packed)
file(MAKE_DIRECTORY ${packed_folder})
set(embedded_rows "")
foreach(folder web/dist src/dashboard/page)
  file(GLOB_RECURSE page_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*)
  list(SORT page_files)
  set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${page_files})
  foreach(page_file ${page_files})
    file(RELATIVE_PATH page_name ${CMAKE_SOURCE_DIR}/${folder} ${page_file})
    if(folder STREQUAL "src/dashboard/page")
      string(PREPEND page_name "page/")
    endif()
    string(MAKE_C_IDENTIFIER ${page_name} packed_name)
    set(packed ${packed_folder}/${packed_name})
    execute_process(COMMAND ${GZIP} -9nc ${page_file} OUTPUT_FILE ${packed}.gz COMMAND_ERROR_IS_FATAL ANY)
    execute_process(COMMAND ${BROTLI} -q 11 -fo ${packed}.br ${page_file} COMMAND_ERROR_IS_FATAL ANY)
    literal_of(${page_file} plain plain_size)
    literal_of(${packed}.gz gzip gzip_size)
    literal_of(${packed}.br brotli brotli_size)
    string(APPEND embedded_rows "    {\"${page_name}\",\n    {${plain}, ${plain_size}},\n    {${gzip}, ${gzip_size}},\n    {${brotli}, ${brotli_size}}},\n")
  endforeach()
endforeach()
set(embedded_source ${CMAKE_BINARY_DIR}/generated/dashboard/embedded_page.cpp)
file(CONFIGURE OUTPUT ${embedded_source} @ONLY CONTENT [[
// Written by cmake/embed_page.cmake from web/dist and src/dashboard/page/.
#include "dashboard/page_files.hpp"

namespace shelfcast::dashboard {

std::span<const PageFile> page_files() {
  static constexpr PageFile kFiles[] = {
@embedded_rows@  };
  return kFiles;
}

}  // namespace shelfcast::dashboard
]])
target_sources(shelfcast_dashboard PRIVATE ${embedded_source})
