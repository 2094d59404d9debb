// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/addresses.hpp"
#include "http/socket.hpp"

namespace shelfcast::http {

/// Connects to the first of the addresses that takes us. The socket may be an old one: it is closed first. Whoever no
/// longer waits sets `given_up` and closes the socket: without the one the next address would open it again.
Task<boost::system::error_code> connect_to(Socket& socket, const Addresses& addresses, const bool& given_up);

}  // namespace shelfcast::http
