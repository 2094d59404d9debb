# SPDX-License-Identifier: Apache-2.0
# The runbooks of deploy/runbooks/ become part of the binary, which serves them; a change of any of them configures again.
file(GLOB runbook_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/deploy/runbooks/*.md)
list(SORT runbook_files)
set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${runbook_files})
set(embedded_rows "")
foreach(runbook ${runbook_files})
  cmake_path(GET runbook STEM runbook_name)
  file(READ ${runbook} runbook_text)
  string(APPEND embedded_rows "    {\"${runbook_name}\", R\"shelfcast(${runbook_text})shelfcast\"},\n")
endforeach()
set(embedded_source ${CMAKE_BINARY_DIR}/generated/api/embedded_runbooks.cpp)
file(CONFIGURE OUTPUT ${embedded_source} @ONLY CONTENT [[
// Written by cmake/embed_runbooks.cmake from deploy/runbooks/.
#include "api/runbooks/runbook.hpp"

namespace shelfcast::api::runbooks {

std::span<const Runbook> runbooks() {
  static constexpr Runbook kRunbooks[] = {
@embedded_rows@  };
  return kRunbooks;
}

}  // namespace shelfcast::api::runbooks
]])
target_sources(shelfcast_api PRIVATE ${embedded_source})
