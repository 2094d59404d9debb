// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/monitor/channels.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace shelfcast::monitor {

/// A body for a URL that the operator named, or that somebody else did.
struct JsonPost {
  std::string url;
  bool by_operator = false;
  std::vector<std::string> headers = {};  ///< "Name: value"
  std::string body;
};

/// Any 2xx is well. `unavailable` where no answer came that can be read, the other side is busy or broken (408, 425,
/// 429, 5xx), or does not know us (401: somebody will mend that); else `rejected`, redirects too.
Sent post(const ChannelOptions& options, const JsonPost& what);

/// On one line; what is no UTF-8 is replaced.
std::string written(const nlohmann::ordered_json& json);

}  // namespace shelfcast::monitor
