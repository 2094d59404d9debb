// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/socket.hpp"

#include <cstdint>
#include <string>

namespace shelfcast::http {

/// `host` stays until the end. Connects to the first address of the host that takes us. The socket may be an old one:
/// it is closed first.
Task<boost::system::error_code> connect_to(Socket& socket, const std::string& host, std::uint16_t port);

}  // namespace shelfcast::http
