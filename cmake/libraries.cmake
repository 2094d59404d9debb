# SPDX-License-Identifier: Apache-2.0
# Third-party libraries by the name under which a room declares them: library(NAME HEADERS prefix... TARGETS target...).
# The header prefixes are what the architecture test looks for; every library is a Debian 12 package (see README).
set_property(GLOBAL PROPERTY SHELFCAST_LIBRARIES "")
function(library name)
  cmake_parse_arguments(LIB "" "" "HEADERS;TARGETS;DEFINES" ${ARGN})
  add_library(third_party_${name} INTERFACE)
  target_link_libraries(third_party_${name} INTERFACE ${LIB_TARGETS})
  target_compile_definitions(third_party_${name} INTERFACE ${LIB_DEFINES})
  list(JOIN LIB_HEADERS " " headers)
  set_property(GLOBAL APPEND PROPERTY SHELFCAST_LIBRARIES "library|${name}|${headers}")
endfunction()

find_package(Threads REQUIRED)
find_package(fmt REQUIRED)

library(date HEADERS date/ TARGETS date-tz)
library(spdlog HEADERS spdlog/ TARGETS spdlog fmt::fmt DEFINES SPDLOG_COMPILED_LIB SPDLOG_FMT_EXTERNAL)
library(asio HEADERS boost/asio TARGETS Threads::Threads DEFINES BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_SEPARATE_COMPILATION)
if(SHELFCAST_SANITIZE STREQUAL "thread")
  # The sanitizer does not know fences; Asio's locks order the same accesses.
  target_compile_definitions(third_party_asio INTERFACE BOOST_ASIO_DISABLE_FENCED_BLOCK)
endif()
library(beast HEADERS boost/beast)
library(rocksdb HEADERS rocksdb/ TARGETS rocksdb)
library(sqlite HEADERS sqlite3 TARGETS sqlite3)
library(rdkafka HEADERS librdkafka/ TARGETS rdkafka)
library(pq HEADERS libpq-fe TARGETS pq)
target_include_directories(third_party_pq SYSTEM INTERFACE /usr/include/postgresql)
library(eigen HEADERS Eigen/)
target_include_directories(third_party_eigen SYSTEM INTERFACE /usr/include/eigen3)
library(toml HEADERS toml++/ TARGETS tomlplusplus DEFINES TOML_HEADER_ONLY=0 TOML_SHARED_LIB=1)
library(zlib HEADERS zlib.h TARGETS z)
library(zstd HEADERS zstd.h TARGETS zstd)
library(lzma HEADERS lzma.h TARGETS lzma)
library(cli11 HEADERS CLI/)
# Open to every room.
library(fmt HEADERS fmt/ TARGETS fmt::fmt)
library(json HEADERS nlohmann/)
