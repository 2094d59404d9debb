// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/socket.hpp"

#include <cstdint>
#include <future>
#include <string>
#include <vector>

namespace shelfcast::http {

/// Where a host may be, in the order to be tried.
using Addresses = std::vector<Protocol::endpoint>;

/// Looks a host up on a thread of its own: the system's look-up cannot be interrupted, so that nobody waits for it
/// longer than they like, and nothing waits for it at the end. What is an IP address is there at once; nothing is found
/// where nobody knows the name.
std::future<Addresses> look_up(const std::string& host, std::uint16_t port);

}  // namespace shelfcast::http
