// SPDX-License-Identifier: Apache-2.0
#include "http/connecting.hpp"

namespace shelfcast::http {

Task<boost::system::error_code> connect_to(Socket& socket, const Addresses& addresses, const bool& given_up) {
  boost::system::error_code last = asio::error::host_not_found;
  for (const Protocol::endpoint& where : addresses) {
    if (given_up) break;
    boost::system::error_code ignored;
    socket.close(ignored);
    const auto [refused] = co_await socket.async_connect(where, kAwait);
    if (!refused) co_return boost::system::error_code();
    last = refused;
  }
  co_return last;
}

}  // namespace shelfcast::http
