# SPDX-License-Identifier: Apache-2.0
# The files of config/mappings/ become part of the binary; a change of any of them configures again.
file(GLOB mapping_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/config/mappings/*.toml)
list(SORT mapping_files)
set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${mapping_files})
set(embedded_rows "")
foreach(mapping ${mapping_files})
  cmake_path(GET mapping STEM mapping_name)
  file(READ ${mapping} mapping_text)
  string(APPEND embedded_rows "    {\"${mapping_name}\", R\"shelfcast(${mapping_text})shelfcast\"},\n")
endforeach()
set(embedded_source ${CMAKE_BINARY_DIR}/generated/sources/embedded_mappings.cpp)
file(CONFIGURE OUTPUT ${embedded_source} @ONLY CONTENT [[
// Written by cmake/embed_mappings.cmake from config/mappings/.
#include "sources/mapping.hpp"

namespace shelfcast::sources {

std::span<const ShippedMapping> shipped_mappings() {
  static constexpr ShippedMapping kMappings[] = {
@embedded_rows@  };
  return kMappings;
}

}  // namespace shelfcast::sources
]])
target_sources(shelfcast_sources PRIVATE ${embedded_source})
