// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/socket.hpp"
#include "http/tls.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <optional>
#include <string>

namespace shelfcast::http {

/// A connection's socket, plain or under TLS: a stream as Asio and Beast know them. Plain, every call is the socket's.
///
/// Calls: construct, begin_tls and async_handshake where it is to be TLS, (read | write)*, part, close. One strand.
class Channel {
 public:
  using executor_type = Strand;  // NOLINT(readability-identifier-naming): Asio's name
  using error_code = boost::system::error_code;

  explicit Channel(Socket socket) : socket_(std::move(socket)) {}

  [[nodiscard]] executor_type get_executor() { return socket_.get_executor(); }
  [[nodiscard]] Socket& socket() { return socket_; }
  [[nodiscard]] bool is_tls() const { return tls_ != nullptr; }
  /// Why TLS failed; empty where it did not.
  [[nodiscard]] std::string complaint() const { return tls_ ? tls_->complaint() : ""; }

  /// As the side that is called, or that calls `host`. The socket must not block.
  void begin_tls(ssl_ctx_st& context) { tls_ = std::make_unique<Tls>(context, socket_.native_handle()); }
  void begin_tls(ssl_ctx_st& context, const std::string& host) {
    tls_ = std::make_unique<Tls>(context, socket_.native_handle(), host);
  }

  /// Writes what can be written without waiting; `would_block` where that is nothing.
  template <class Buffers>
  std::size_t write_some(const Buffers& from, error_code& failed) {
    if (!tls_) return socket_.write_some(from, failed);
    std::size_t count = 0;
    failed = error_of(write_by_tls(from, count));
    return count;
  }

  template <class Token>
  auto async_handshake(Token&& token) {
    return repeated([this](std::size_t&) { return tls_->shake_hands(); }, std::forward<Token>(token));
  }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& into, Token&& token) {
    if (!tls_) return socket_.async_read_some(into, std::forward<Token>(token));
    return repeated([this, into](std::size_t& count) { return read_by_tls(into, count); }, std::forward<Token>(token));
  }

  template <class Buffers, class Token>
  auto async_write_some(const Buffers& from, Token&& token) {
    if (!tls_) return socket_.async_write_some(from, std::forward<Token>(token));
    return repeated([this, from](std::size_t& count) { return write_by_tls(from, count); }, std::forward<Token>(token));
  }

  /// Tells the other side that nothing more comes. It can still be read.
  void part() {
    error_code ignored;
    if (tls_) tls_->say_goodbye();
    socket_.shutdown(Socket::shutdown_send, ignored);
  }
  void cancel() {
    error_code ignored;
    socket_.cancel(ignored);
  }
  void close() {
    error_code ignored;
    socket_.close(ignored);
  }

 private:
  static constexpr std::size_t kRecord = std::size_t{16} * 1024;

  /// Attempts until it is done; between two attempts it waits for the socket.
  template <class Attempt>
  struct Repeated {
    Channel& channel;
    Attempt attempt;
    std::optional<error_code> outcome = {};
    std::size_t count = 0;
    bool has_waited = false;

    template <class Self>
    void operator()(Self& self, error_code waited = {}) {
      if (outcome) return self.complete(*outcome, count);
      if (waited) return self.complete(waited, 0);
      const Tls::Step step = attempt(count);
      const bool waits = step == Tls::Step::waits_to_read || step == Tls::Step::waits_to_write;
      if (waits) {
        has_waited = true;
        const auto what = step == Tls::Step::waits_to_read ? Socket::wait_read : Socket::wait_write;
        return channel.socket_.async_wait(what, std::move(self));
      }
      const error_code failed = error_of(step);
      if (has_waited) return self.complete(failed, count);
      outcome = failed;  // never from inside the call that began it
      asio::post(channel.get_executor(), std::move(self));
    }
  };

  template <class Attempt, class Token>
  auto repeated(Attempt attempt, Token&& token) {
    return asio::async_compose<Token, void(error_code, std::size_t)>(Repeated<Attempt>{*this, std::move(attempt)},
                                                                     token, socket_);
  }

  template <class Buffers>
  Tls::Step read_by_tls(const Buffers& into, std::size_t& count) {
    asio::mutable_buffer first;
    for (auto one = asio::buffer_sequence_begin(into); one != asio::buffer_sequence_end(into); ++one) {
      first = *one;
      if (first.size() > 0) break;
    }
    return tls_->read({static_cast<char*>(first.data()), first.size()}, count);
  }

  /// What comes in pieces goes out as one record: a small answer is one packet.
  template <class Buffers>
  Tls::Step write_by_tls(const Buffers& from, std::size_t& count) {
    const asio::const_buffer first = *asio::buffer_sequence_begin(from);
    if (first.size() >= std::min(kRecord, asio::buffer_size(from))) {
      return tls_->write({static_cast<const char*>(first.data()), first.size()}, count);
    }
    std::array<char, kRecord> record;
    const std::size_t size = asio::buffer_copy(asio::buffer(record), from);
    return tls_->write({record.data(), size}, count);
  }

  static error_code error_of(Tls::Step step);

  Socket socket_;
  std::unique_ptr<Tls> tls_;
};

}  // namespace shelfcast::http
