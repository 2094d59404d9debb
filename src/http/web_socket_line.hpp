// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/channel.hpp"
#include "shelfcast/http/web_socket.hpp"

#include <chrono>

namespace shelfcast::runtime {
class Runtime;
}

namespace shelfcast::http {

/// What a WebSocket speaks over: anything that Asio reads and writes on a strand, and that can be closed.
using LineStream = Channel;

struct LineOptions {
  std::chrono::milliseconds idle{30'000};    ///< a reader silent for so long is gone; it is pinged before
  std::chrono::milliseconds parting{2'000};  ///< to answer the handshake, and a close
  runtime::Runtime* pool = nullptr;          ///< where what comes is heard; null: on the connection's thread
};

/// Answers the handshake and goes on as a WebSocket, until it is over. The stream is left open: whoever lent it closes
/// it. On the stream's strand; `answer` stays valid meanwhile.
Task<void> converse(LineStream& stream, const Request& request, const Response& answer, LineOptions options);

}  // namespace shelfcast::http
