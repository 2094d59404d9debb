// SPDX-License-Identifier: Apache-2.0
#include "http/connecting.hpp"

#include <boost/asio/ip/tcp.hpp>

namespace shelfcast::http {

Task<boost::system::error_code> connect_to(Socket& socket, const std::string& host, std::uint16_t port) {
  asio::ip::basic_resolver<asio::ip::tcp, Strand> resolver(socket.get_executor());
  auto [failed, found] = co_await resolver.async_resolve(host, std::to_string(port), kAwait);
  if (failed) co_return failed;
  boost::system::error_code last = asio::error::host_not_found;
  for (const auto& entry : found) {
    boost::system::error_code ignored;
    socket.close(ignored);
    const Protocol::endpoint where = entry.endpoint();
    const auto [refused] = co_await socket.async_connect(where, kAwait);
    if (!refused) co_return boost::system::error_code();
    last = refused;
  }
  co_return last;
}

}  // namespace shelfcast::http
