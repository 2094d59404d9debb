// SPDX-License-Identifier: Apache-2.0
#include "http/listening.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <cstring>

namespace shelfcast::http {

namespace {

using boost::system::error_code;

asio::ip::tcp::endpoint as_tcp(const Protocol::endpoint& generic) {
  asio::ip::tcp::endpoint endpoint;
  endpoint.resize(std::min(generic.size(), endpoint.capacity()));
  std::memcpy(endpoint.data(), generic.data(), endpoint.size());
  return endpoint;
}

std::unexpected<Error> not_listening(const std::string& place, const error_code& failed) {
  if (failed == asio::error::address_in_use) return fail(Code::unavailable, place, "the port is already in use");
  if (failed == asio::error::access_denied) return fail(Code::config, place, "this user may not listen here");
  if (failed == error_code(EADDRNOTAVAIL, boost::system::system_category())) {
    return fail(Code::config, place, "the address is none of this machine's");
  }
  return fail(Code::unavailable, place, "cannot listen: " + failed.message());
}

/// Nothing where it is no TCP socket.
std::optional<Protocol> protocol_of(const Descriptor& socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof(address);
  const bool is_socket = ::getsockname(socket.number(), reinterpret_cast<sockaddr*>(&address), &size) == 0;
  const bool is_internet = address.ss_family == AF_INET || address.ss_family == AF_INET6;
  return is_socket && is_internet ? std::optional(Protocol(address.ss_family, IPPROTO_TCP)) : std::nullopt;
}

Result<void> make_room_at(const std::filesystem::path& path, const Strand& strand) {
  error_code failed;
  std::error_code status_failed;
  const auto status = std::filesystem::symlink_status(path, status_failed);
  if (!std::filesystem::exists(status)) return {};
  if (!std::filesystem::is_socket(status)) return fail(Code::conflict, path.string(), "is in the way: it is no socket");
  Socket probe(strand);
  probe.connect(asio::local::stream_protocol::endpoint(path.string()), failed);
  if (!failed) return fail(Code::conflict, path.string(), "a running server listens here already");
  if (failed != asio::error::connection_refused) {
    return fail(Code::conflict, path.string(), "a socket that does not answer: " + failed.message());
  }
  std::filesystem::remove(path, status_failed);
  return {};
}

}  // namespace

Result<Acceptor> listen_on(const Strand& strand, const Server::Tcp& where) {
  error_code failed;
  const auto address = asio::ip::make_address(where.address == "localhost" ? "127.0.0.1" : where.address, failed);
  if (failed) return fail(Code::config, where.address, "is no IP address to listen on");
  const asio::ip::tcp::endpoint endpoint(address, where.port);
  const auto place = fmt::format(fmt::runtime(address.is_v6() ? "[{}]:{}" : "{}:{}"), where.address, where.port);
  Acceptor acceptor(strand);
  acceptor.open(Protocol(endpoint.protocol()), failed);
  if (!failed) acceptor.set_option(asio::socket_base::reuse_address(true), failed);
  if (!failed) acceptor.bind(endpoint, failed);
  if (!failed) acceptor.listen(asio::socket_base::max_listen_connections, failed);
  if (failed) return not_listening(place, failed);
  return acceptor;
}

Result<Acceptor> listen_on(const Strand& strand, const std::filesystem::path& path) {
  if (path.string().size() >= sizeof(sockaddr_un::sun_path)) {
    return fail(Code::config, path.string(), "is too long for a socket: use a data directory with a shorter path");
  }
  if (const auto room = make_room_at(path, strand); !room) return std::unexpected(room.error());
  error_code failed;
  Acceptor acceptor(strand);
  acceptor.open(Protocol(AF_UNIX, 0), failed);
  // On the socket, not on the file: the file never exists with more rights than these.
  if (!failed) ::fchmod(acceptor.native_handle(), S_IRUSR | S_IWUSR);
  if (!failed) acceptor.bind(asio::local::stream_protocol::endpoint(path.string()), failed);
  if (!failed) acceptor.listen(asio::socket_base::max_listen_connections, failed);
  if (failed) return fail(Code::unavailable, path.string(), "cannot listen: " + failed.message());
  return acceptor;
}

Result<Acceptor> listen_on(const Strand& strand, Descriptor listening) {
  const auto protocol = protocol_of(listening);
  int listens = 0;
  socklen_t size = sizeof(listens);
  ::getsockopt(listening.number(), SOL_SOCKET, SO_ACCEPTCONN, &listens, &size);
  Acceptor acceptor(strand);
  error_code failed;
  if (protocol && listens != 0) acceptor.assign(*protocol, listening.number(), failed);
  if (!acceptor.is_open()) {
    return fail(Code::config, fmt::format("socket {}", listening.number()), "is no TCP socket that listens");
  }
  listening.release();
  return acceptor;
}

Server::Tcp address_of(const Descriptor& listening) {
  Protocol::endpoint where;
  auto size = static_cast<socklen_t>(where.capacity());
  if (!protocol_of(listening) || ::getsockname(listening.number(), where.data(), &size) != 0)
    return {.address = {}, .port = 0};
  where.resize(size);
  const auto tcp = as_tcp(where);
  return {.address = tcp.address().to_string(), .port = tcp.port()};
}

Descriptor again(Acceptor& acceptor) {
  Descriptor own(acceptor.native_handle());
  auto copy = own.again();
  own.release();
  return copy;
}

std::optional<Socket> socket_of(const Strand& strand, Descriptor connection) {
  const auto protocol = protocol_of(connection);
  Socket socket(strand);
  error_code failed;
  if (protocol) socket.assign(*protocol, connection.number(), failed);
  if (!socket.is_open()) return std::nullopt;
  connection.release();
  return socket;
}

std::uint16_t port_of(const Acceptor& acceptor) {
  error_code failed;
  return as_tcp(acceptor.local_endpoint(failed)).port();
}

bool is_local(const Socket& socket) {
  error_code failed;
  const auto remote = socket.remote_endpoint(failed);
  if (failed) return false;
  if (remote.data()->sa_family == AF_UNIX) return true;
  const auto address = as_tcp(remote).address();
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).is_loopback();
  }
  return address.is_loopback();
}

}  // namespace shelfcast::http
