# SPDX-License-Identifier: Apache-2.0
# The numbered files of migrations/ become part of the binary; a change of any of them configures again.
file(GLOB migration_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/migrations/*.sql)
list(SORT migration_files)
set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${migration_files})
set(embedded_rows "")
foreach(migration ${migration_files})
  cmake_path(GET migration STEM migration_name)
  file(READ ${migration} migration_sql)
  string(APPEND embedded_rows "    {\"${migration_name}\", R\"shelfcast(${migration_sql})shelfcast\"},\n")
endforeach()
set(embedded_source ${CMAKE_BINARY_DIR}/generated/storage/embedded_migrations.cpp)
file(CONFIGURE OUTPUT ${embedded_source} @ONLY CONTENT [[
// Written by cmake/embed.cmake from migrations/.
#include "storage/migrations.hpp"

namespace shelfcast::storage {

std::span<const Migration> embedded_migrations() {
  static constexpr Migration kMigrations[] = {
@embedded_rows@  };
  return kMigrations;
}

}  // namespace shelfcast::storage
]])
target_sources(shelfcast_storage PRIVATE ${embedded_source})
