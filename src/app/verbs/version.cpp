// SPDX-License-Identifier: Apache-2.0
#include "app/verbs/verb.hpp"

#include <fmt/format.h>

namespace shelfcast::app {

Run declare_version(CLI::App& /*command*/, const CommonFlags& /*common*/) {
  return [] {
    fmt::print("shelfcast {} for {}\n", SHELFCAST_VERSION, SHELFCAST_CPU);
    return Exit::ok;
  };
}

}  // namespace shelfcast::app
