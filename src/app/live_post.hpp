// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/exit_code.hpp"
#include "shelfcast/sources/live_orders.hpp"

#include <string>

namespace shelfcast::app {

struct LivePostFlags {
  std::string url;
  std::string token_file;
  bool json = false;
  sources::LiveOptions options;
};

/// Sends live orders until they are sent or a signal ends it, and prints what was acknowledged on standard output.
/// 4 where an order was refused, 5 where one got no answer.
Exit post_live_orders(LivePostFlags& flags);

}  // namespace shelfcast::app
