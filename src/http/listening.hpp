// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/socket.hpp"
#include "shelfcast/base/result.hpp"
#include "shelfcast/http/server.hpp"

#include <filesystem>
#include <optional>

namespace shelfcast::http {

/// `unavailable` where the port is taken, `config` where the address is none of this machine.
Result<Acceptor> listen_on(const Strand& strand, const Server::Tcp& where);

/// A socket file of mode 0600. One that nobody listens on any more is replaced; `conflict` where somebody does, or
/// where the path is another kind of file.
Result<Acceptor> listen_on(const Strand& strand, const std::filesystem::path& path);

/// A socket that listens already; `config` where it is none.
Result<Acceptor> listen_on(const Strand& strand, Descriptor listening);
Descriptor again(Acceptor& acceptor);

/// A connection that another process had; nothing where it is none.
std::optional<Socket> socket_of(const Strand& strand, Descriptor connection);

std::uint16_t port_of(const Acceptor& acceptor);

/// Whether the other side is on this machine: a Unix socket, or a loopback address.
bool is_local(const Socket& socket);

}  // namespace shelfcast::http
