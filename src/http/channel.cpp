// SPDX-License-Identifier: Apache-2.0
#include "http/channel.hpp"

#include <boost/asio/error.hpp>

namespace shelfcast::http {

Channel::error_code Channel::error_of(Tls::Step step) {
  switch (step) {
    case Tls::Step::done:
      return {};
    case Tls::Step::waits_to_read:
    case Tls::Step::waits_to_write:
      return asio::error::would_block;
    case Tls::Step::ended:
      return asio::error::eof;
    case Tls::Step::failed:
      break;
  }
  return asio::error::connection_reset;
}

}  // namespace shelfcast::http
