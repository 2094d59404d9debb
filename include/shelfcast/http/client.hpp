// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/http/message.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>

namespace shelfcast::http {

struct TcpAddress {
  std::string host;
  std::uint16_t port = 0;
};
using Endpoint = std::variant<TcpAddress, std::filesystem::path>;

/// One request over a connection of its own, blocking. Only method, target, headers and body of `request` are used.
/// `unavailable` where nobody answers within the deadline.
Result<Response> fetch(const Endpoint& endpoint, const Request& request, std::chrono::seconds deadline);

}  // namespace shelfcast::http
