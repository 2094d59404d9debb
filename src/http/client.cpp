// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/client.hpp"

#include "http/addresses.hpp"
#include "http/connecting.hpp"
#include "http/socket.hpp"

#include <fmt/format.h>
#include <sys/un.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <iterator>
#include <optional>

namespace shelfcast::http {

namespace {

namespace beast_http = boost::beast::http;
using boost::system::error_code;
using Deadline = std::chrono::steady_clock::time_point;
using Parser = beast_http::response_parser<beast_http::string_body>;

constexpr std::uint64_t kLongestAnswer = 256ULL * 1024 * 1024;

std::string text_of(const Endpoint& endpoint) {
  if (const auto* tcp = std::get_if<TcpAddress>(&endpoint)) return fmt::format("{}:{}", tcp->host, tcp->port);
  return std::get<std::filesystem::path>(endpoint).string();
}

std::string written(const Endpoint& endpoint, const Request& request, bool keep) {
  const bool is_tcp = std::holds_alternative<TcpAddress>(endpoint);
  std::string text = fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\n", request.method, request.target,
                                 is_tcp ? text_of(endpoint) : "localhost");
  if (!keep) text += "Connection: close\r\n";
  for (const auto& [name, value] : request.headers.fields) {
    fmt::format_to(std::back_inserter(text), "{}: {}\r\n", name, value);
  }
  if (!request.body.empty()) {
    fmt::format_to(std::back_inserter(text), "Content-Length: {}\r\n", request.body.size());
  }
  return text + "\r\n" + request.body;
}

/// Nothing where they cannot be found out in time.
std::optional<Addresses> addresses_of(const Endpoint& endpoint, Deadline until) {
  if (const auto* path = std::get_if<std::filesystem::path>(&endpoint)) {
    const bool may_be_a_socket = path->string().size() < sizeof(sockaddr_un::sun_path);
    return may_be_a_socket ? Addresses{asio::local::stream_protocol::endpoint(path->string())} : Addresses{};
  }
  const auto& tcp = std::get<TcpAddress>(endpoint);
  auto found = look_up(tcp.host, tcp.port);
  if (found.wait_until(until) != std::future_status::ready) return std::nullopt;
  return found.get();
}

struct Exchange {
  Socket& socket;
  std::string bytes;
  Addresses addresses = {};  // where the socket is not connected
  bool given_up = false;
  boost::beast::flat_buffer input = {};
  Parser parser = {};
  std::optional<error_code> outcome = {};  // nothing: still under way

  Task<void> run() { outcome = co_await ask(); }

  Task<error_code> ask() {
    if (!socket.is_open()) {
      if (const error_code failed = co_await connect_to(socket, addresses, given_up)) co_return failed;
    }
    const auto [not_sent, sent] = co_await asio::async_write(socket, asio::buffer(bytes), kAwait);
    // A server that refuses early answers before it has read everything: what it says is worth more than our failure.
    const auto [failed, count] = co_await beast_http::async_read(socket, input, parser, kAwait);
    co_return failed&& not_sent ? not_sent : failed;
  }
};

Response converted(Parser::value_type message) {
  Response answer;
  answer.status = static_cast<int>(message.result_int());
  for (const auto& field : message) {
    answer.headers.fields.emplace_back(std::string(field.name_string()), std::string(field.value()));
  }
  answer.body = std::move(message.body());
  return answer;
}

/// One connection at a time to one server.
struct Conversation {
  explicit Conversation(Endpoint to) : endpoint(std::move(to)) {}

  Result<Response> send(const Request& request, std::chrono::seconds deadline, bool keep) {
    Exchange exchange{.socket = socket, .bytes = written(endpoint, request, keep)};
    exchange.parser.body_limit(kLongestAnswer);
    exchange.parser.skip(request.method == "HEAD");
    carry_out(exchange, std::chrono::steady_clock::now() + deadline);
    const bool in_time = exchange.outcome.has_value();
    if (!in_time || *exchange.outcome || !keep || !exchange.parser.keep_alive()) give_up(exchange);
    if (!in_time) {
      return fail(Code::unavailable, text_of(endpoint), fmt::format("no answer within {} s", deadline.count()));
    }
    if (*exchange.outcome) {
      return fail(Code::unavailable, text_of(endpoint), "no answer: " + exchange.outcome->message());
    }
    return converted(exchange.parser.release());
  }

  void carry_out(Exchange& exchange, Deadline until) {
    if (!socket.is_open()) {
      auto found = addresses_of(endpoint, until);
      if (!found) return;
      exchange.addresses = std::move(*found);
    }
    context.restart();
    asio::co_spawn(strand, exchange.run(), [](const std::exception_ptr&) {});
    context.run_until(until);
  }

  void give_up(Exchange& exchange) {
    exchange.given_up = true;
    error_code ignored;
    socket.close(ignored);
    context.run();  // what was under way ends with the socket
  }

  Endpoint endpoint;
  asio::io_context context{1};
  Strand strand = asio::make_strand(context);
  Socket socket{strand};
};

}  // namespace

struct Client::Impl : Conversation {
  using Conversation::Conversation;
};

Client::Client(Endpoint endpoint) : impl_(std::make_unique<Impl>(std::move(endpoint))) {}
Client::~Client() = default;

Result<Response> Client::send(const Request& request, std::chrono::seconds deadline) {
  return impl_->send(request, deadline, true);
}

Result<Response> fetch(const Endpoint& endpoint, const Request& request, std::chrono::seconds deadline) {
  return Conversation(endpoint).send(request, deadline, false);
}

}  // namespace shelfcast::http
