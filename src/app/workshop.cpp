// SPDX-License-Identifier: Apache-2.0
#include "app/workshop.hpp"

#include <string>

namespace shelfcast::app {
namespace {

std::string vector_instructions() {
  std::string found;
  const auto add = [&](bool has, const char* name) {
    if (has) found += (found.empty() ? "" : " ") + std::string(name);
  };
  add(__builtin_cpu_supports("sse4.2") != 0, "sse4.2");
  add(__builtin_cpu_supports("avx2") != 0, "avx2");
  add(__builtin_cpu_supports("fma") != 0, "fma");
  add(__builtin_cpu_supports("avx512f") != 0, "avx512f");
  return found;
}

}  // namespace

domain::Workshop workshop() {
  return {.build = SHELFCAST_VERSION " for " SHELFCAST_CPU,
          .cpu = vector_instructions(),
          .time_zones = TimeZone::database_version()};
}

}  // namespace shelfcast::app
