// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/socket.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/http/server.hpp"

#include <filesystem>

namespace shelfcast::http {

/// `unavailable` where the port is taken, `config` where the address is none of this machine.
Result<Acceptor> listen_on(const Strand& strand, const Server::Tcp& where);

/// A socket file of mode 0600. One that nobody listens on any more is replaced; `conflict` where somebody does, or
/// where the path is another kind of file.
Result<Acceptor> listen_on(const Strand& strand, const std::filesystem::path& path);

std::uint16_t port_of(const Acceptor& acceptor);

/// Whether the other side is on this machine: a Unix socket, or a loopback address.
bool is_local(const Socket& socket);

}  // namespace shelfcast::http
