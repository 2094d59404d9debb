// SPDX-License-Identifier: Apache-2.0
#include "app/exit_code.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace shelfcast::app {

Exit report(const Error& error) {
  fmt::print(stderr, "shelfcast: {}\n", error.text());
  switch (error.code) {
    case Code::invalid:
      return Exit::usage;
    case Code::config:
      return Exit::config;
    case Code::rejected:
      return Exit::rejected;
    case Code::unavailable:
      return Exit::unreachable;
    case Code::not_found:
    case Code::conflict:
    case Code::corrupt:
      return Exit::failure;
  }
  return Exit::failure;
}

}  // namespace shelfcast::app
