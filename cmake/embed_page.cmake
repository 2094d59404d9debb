# SPDX-License-Identifier: Apache-2.0
# The files of src/dashboard/page/ become part of the binary; a change of any of them configures again.
file(GLOB page_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/dashboard/page/*)
list(SORT page_files)
set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${page_files})
set(embedded_rows "")
foreach(page_file ${page_files})
  cmake_path(GET page_file FILENAME page_name)
  file(READ ${page_file} page_text)
  string(APPEND embedded_rows "    {\"${page_name}\", R\"shelfcast(${page_text})shelfcast\"},\n")
endforeach()
set(embedded_source ${CMAKE_BINARY_DIR}/generated/dashboard/embedded_page.cpp)
file(CONFIGURE OUTPUT ${embedded_source} @ONLY CONTENT [[
// Written by cmake/embed_page.cmake from src/dashboard/page/.
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
