// SPDX-License-Identifier: Apache-2.0
#include "http/web_socket_line.hpp"

#include "http/answer_head.hpp"
#include "http/until_called.hpp"
#include "shelfcast/base/utf8.hpp"
#include "shelfcast/runtime/runtime.hpp"
#include "shelfcast/telemetry/log.hpp"

#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>
#include <exception>
#include <string>

namespace shelfcast::http {

namespace {

namespace beast = boost::beast;
namespace websocket = beast::websocket;
using Failure = boost::system::error_code;

/// The connection's stream, lent: what Beast needs of a stream, whatever kind of one it is. It parts by itself.
class Lent {
 public:
  using executor_type = Strand;  // NOLINT(readability-identifier-naming): Asio's own name

  explicit Lent(LineStream& stream) : stream_(&stream) {}
  executor_type get_executor() { return stream_->get_executor(); }

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& into, Token&& token) {
    return stream_->async_read_some(into, std::forward<Token>(token));
  }
  /// After the goodbye nothing more is said, whatever Beast has to say.
  template <class Buffers, class Handler>
  void async_write_some(const Buffers& from, Handler&& handler) {
    if (!is_mute_) return stream_->async_write_some(from, std::forward<Handler>(handler));
    asio::post(get_executor(), beast::bind_handler(std::forward<Handler>(handler), Failure(), asio::buffer_size(from)));
  }
  LineStream& fall_silent() {
    is_mute_ = true;
    return *stream_;
  }

  template <class Handler>
  friend void async_teardown(beast::role_type /*role*/, Lent& lent, Handler&& handler) {
    asio::post(lent.get_executor(), beast::bind_handler(std::forward<Handler>(handler), Failure()));
  }
  friend void beast_close_socket(Lent& lent) { lent.stream_->close(); }

 private:
  LineStream* stream_;
  bool is_mute_ = false;
};

/// The handshake as Beast answers it: what it is answered with hangs on the key alone.
beast::http::request<beast::http::empty_body> handshake_of(const Request& request) {
  using beast::http::field;
  beast::http::request<beast::http::empty_body> handshake(beast::http::verb::get, "/", 11);
  handshake.set(field::host, "-");
  handshake.set(field::connection, "upgrade");
  handshake.set(field::upgrade, "websocket");
  handshake.set(field::sec_websocket_version, "13");
  handshake.set(field::sec_websocket_key, request.headers.get("Sec-WebSocket-Key").value_or(""));
  return handshake;
}

constexpr std::uint16_t kBadText = 1007;  // RFC 6455, section 7.4

std::string on_one_line(std::string_view text) {
  std::string line;
  append_line(line, text);
  return line;
}

/// Reads in the coroutine that runs it, and writes whenever there is something to be written. All on one strand.
class Line : public std::enable_shared_from_this<Line> {
 public:
  Line(LineStream& stream, const Upgrade& upgrade, const LineOptions& options);
  Task<void> run(const Request& request, const Response& answer);

 private:
  Task<bool> answer_handshake(const Request& request, const Response& answer);
  Task<void> hear_all();
  Task<void> hear(std::string_view message);
  void hear_now(std::string_view message);
  void write_on();
  void has_written(const Failure& failed);
  void lose_patience_after(std::chrono::milliseconds time);
  Task<void> wait_for_writer();
  void say_goodbye(const Closing& closing);
  void hang_up() { beast_close_socket(stream_.next_layer()); }

  Upgrade upgrade_;
  const LineOptions options_;
  websocket::stream<Lent, false> stream_;
  Timer patience_;
  std::string out_;  // that is being written
  bool is_writing_ = false;
  bool is_over_ = false;
};

Line::Line(LineStream& stream, const Upgrade& upgrade, const LineOptions& options)
    : upgrade_(upgrade), options_(options), stream_(Lent(stream)), patience_(stream.get_executor()) {
  stream_.set_option(websocket::stream_base::timeout{
      .handshake_timeout = options.parting, .idle_timeout = options.idle, .keep_alive_pings = true});
  stream_.read_message_max(upgrade.message_bytes);
  stream_.text(true);
  stream_.auto_fragment(false);
}

Task<void> Line::run(const Request& request, const Response& answer) {
  const bool is_agreed = co_await answer_handshake(request, answer);
  if (is_agreed) {
    write_on();
    co_await hear_all();
  }
  is_over_ = true;
  patience_.cancel();
  upgrade_.socket->abandon();
  upgrade_.conversation->end();
  upgrade_.conversation = nullptr;
  co_await wait_for_writer();
}

Task<bool> Line::answer_handshake(const Request& request, const Response& answer) {
  stream_.set_option(websocket::stream_base::decorator([&](websocket::response_type& head) {
    head.set("Date", date_of_now());
    head.set("Server", "shelfcast");
    for (const auto& [name, value] : answer.headers.fields)
      if (!is_servers_own(name)) head.set(name, on_one_line(value));
    head.set("X-Request-Id", request.id);
    if (!upgrade_.subprotocol.empty()) head.set("Sec-WebSocket-Protocol", upgrade_.subprotocol);
  }));
  const auto handshake = handshake_of(request);
  const auto [failed] = co_await stream_.async_accept(handshake, kAwait);
  co_return !failed;
}

Task<void> Line::hear_all() {
  beast::flat_buffer message;
  for (;;) {
    const auto [failed, size] = co_await stream_.async_read(message, kAwait);
    if (failed) co_return;
    const std::string_view text(static_cast<const char*>(message.data().data()), size);
    if (!stream_.got_text()) upgrade_.socket->close(Closing::kNoText, "Only text is understood here.");
    // Beast looks as well, but not at a character that an empty last frame cuts short.
    if (!is_utf8(text)) upgrade_.socket->close(kBadText, "This is no UTF-8.");
    if (upgrade_.socket->is_open()) co_await hear(text);
    message.clear();
  }
}

Task<void> Line::hear(std::string_view message) {
  if (options_.pool == nullptr) {
    hear_now(message);
    co_return;
  }
  co_await until_called(stream_.get_executor(), [&](const std::function<void()>& heard) {
    const auto work = [this, message, heard] {
      hear_now(message);
      heard();
    };
    if (!options_.pool->answer(work)) heard();
  });
}

void Line::hear_now(std::string_view message) {
  try {
    upgrade_.conversation->hear(message);
  } catch (const std::exception& reason) {
    telemetry::log(telemetry::Severity::error, "conversation failed", {{"reason", reason.what()}});
    upgrade_.socket->close(Closing::kInternal, "Something went wrong here; it has been logged.");
  }
}

/// One thing after the other; then waits to be told of more.
void Line::write_on() {
  if (is_over_ || is_writing_) return;
  auto next = upgrade_.socket->take();
  if (!next) {
    upgrade_.socket->when_more(
        [self = shared_from_this()] { asio::post(self->stream_.get_executor(), [self] { self->write_on(); }); });
    return;
  }
  is_writing_ = true;
  if (const auto* const closing = std::get_if<Closing>(&*next)) {
    say_goodbye(*closing);
    return;
  }
  out_ = std::move(std::get<std::string>(*next));
  lose_patience_after(options_.idle);
  stream_.async_write(asio::buffer(out_),
                      [self = shared_from_this()](const Failure& failed, std::size_t) { self->has_written(failed); });
}

/// By ourselves: Beast's closing and reading wait for each other where a reader breaks the protocol meanwhile. The
/// reading goes on until the other side says goodbye as well, or the time is over.
void Line::say_goodbye(const Closing& closing) {
  out_ = {static_cast<char>(0x88), static_cast<char>(2 + closing.reason.size()), static_cast<char>(closing.code >> 8U),
          static_cast<char>(closing.code & 0xffU)};
  out_ += closing.reason;
  patience_.expires_after(options_.parting);
  patience_.async_wait([self = shared_from_this()](const Failure& cancelled) {
    if (!cancelled) self->hang_up();
  });
  asio::async_write(
      stream_.next_layer().fall_silent(), asio::buffer(out_),
      [self = shared_from_this()](const Failure& /*failed*/, std::size_t /*size*/) { self->is_writing_ = false; });
}

void Line::has_written(const Failure& failed) {
  is_writing_ = false;
  patience_.cancel();
  if (!failed) write_on();
}

/// Beast knows when a reader is silent, not when it does not read.
void Line::lose_patience_after(std::chrono::milliseconds time) {
  patience_.expires_after(time);
  patience_.async_wait([self = shared_from_this()](const Failure& cancelled) {
    if (!cancelled && self->is_writing_) self->hang_up();
  });
}

Task<void> Line::wait_for_writer() {
  while (is_writing_) {
    patience_.expires_after(options_.parting);
    const auto [cancelled] = co_await patience_.async_wait(kAwait);
    if (!cancelled) hang_up();
  }
}

}  // namespace

Task<void> converse(LineStream& stream, const Request& request, const Response& answer, LineOptions options) {
  const auto line = std::make_shared<Line>(stream, *answer.upgrade, options);
  co_await line->run(request, answer);
}

}  // namespace shelfcast::http
