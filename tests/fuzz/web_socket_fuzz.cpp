// SPDX-License-Identifier: Apache-2.0
// Any bytes after the handshake of a WebSocket: whatever is heard of them is text of a length that may be, and the line
// ends when its reader has gone.
#include "http/web_socket_line.hpp"
#include "shelfcast/base/utf8.hpp"

#include <sys/socket.h>
#include <unistd.h>
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <chrono>
#include <cstdint>
#include <cstdlib>

using namespace shelfcast;
using namespace shelfcast::http;

namespace {

constexpr std::size_t kLongestMessage = 4'096;
constexpr auto kPatience = std::chrono::seconds(5);

class Echo final : public Conversation {
 public:
  explicit Echo(std::shared_ptr<WebSocket> socket) : socket_(std::move(socket)) {}
  void hear(std::string_view message) override {
    if (has_ended_ || message.size() > kLongestMessage || !is_utf8(message)) std::abort();
    if (message == "close") socket_->close(4000, message);
    socket_->send(std::string(message));
  }
  void end() override {
    if (has_ended_) std::abort();
    has_ended_ = true;
  }

 private:
  std::shared_ptr<WebSocket> socket_;
  bool has_ended_ = false;
};

/// Reads what the server says, so that it is never kept waiting.
void discard(int socket) {
  std::array<char, 4096> bytes{};
  while (::recv(socket, bytes.data(), bytes.size(), MSG_DONTWAIT) > 0) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0) return 0;
  // A socket's buffer takes all that the fuzzer makes up.
  if (::send(ends[1], data, size, MSG_DONTWAIT | MSG_NOSIGNAL) < 0 && size > 0) std::abort();
  ::shutdown(ends[1], SHUT_WR);
  {
    asio::io_context context;
    const Strand strand = asio::make_strand(context.get_executor());
    Channel channel(Socket(strand, Protocol(AF_UNIX, 0), ends[0]));
    channel.socket().non_blocking(true);
    Request request;
    request.headers.set("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    const auto web_socket = std::make_shared<WebSocket>();
    const Response answer = upgraded(
        {.socket = web_socket, .conversation = std::make_shared<Echo>(web_socket), .message_bytes = kLongestMessage});
    bool is_over = false;
    asio::co_spawn(strand, converse(channel, request, answer, {.parting = std::chrono::milliseconds(20)}),
                   [&](const std::exception_ptr& failed) {
                     if (failed) std::abort();
                     is_over = true;
                   });
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    while (!is_over) {
      context.run_one_for(std::chrono::milliseconds(50));
      discard(ends[1]);
      if (std::chrono::steady_clock::now() > deadline) std::abort();
    }
  }
  ::close(ends[1]);
  return 0;
}
