// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/client.hpp"

#include "http/addresses.hpp"
#include "http/channel.hpp"
#include "http/connecting.hpp"
#include "http/tls_context.hpp"

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

const TcpAddress* tcp_of(const Endpoint& endpoint) {
  if (const auto* tls = std::get_if<TlsAddress>(&endpoint)) return &tls->tcp;
  return std::get_if<TcpAddress>(&endpoint);
}

std::string text_of(const Endpoint& endpoint) {
  if (const auto* tcp = tcp_of(endpoint)) {
    const bool is_v6 = tcp->host.find(':') != std::string::npos;
    return is_v6 ? fmt::format("[{}]:{}", tcp->host, tcp->port) : fmt::format("{}:{}", tcp->host, tcp->port);
  }
  return std::get<std::filesystem::path>(endpoint).string();
}

std::string written(const Endpoint& endpoint, const Request& request, bool keep) {
  const bool is_tcp = tcp_of(endpoint) != nullptr;
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
  const auto& tcp = *tcp_of(endpoint);
  auto found = look_up(tcp.host, tcp.port);
  if (found.wait_until(until) != std::future_status::ready) return std::nullopt;
  return found.get();
}

struct Exchange {
  const Endpoint& endpoint;
  Channel& channel;
  std::string bytes;
  Addresses addresses = {};  // where the socket is not connected
  bool given_up = false;
  boost::beast::flat_buffer input = {};
  Parser parser = {};
  ssl_ctx_st* context = nullptr;           // where it is to be TLS
  std::optional<error_code> outcome = {};  // nothing: still under way

  Task<void> run() { outcome = co_await ask(); }

  Task<error_code> ask() {
    if (!channel.socket().is_open()) {
      const error_code not_begun = co_await begin();
      if (not_begun) co_return not_begun;
    }
    const auto [not_sent, sent] = co_await asio::async_write(channel, asio::buffer(bytes), kAwait);
    // A server that refuses early answers before it has read everything: what it says is worth more than our failure.
    const auto [failed, count] = co_await beast_http::async_read(channel, input, parser, kAwait);
    co_return failed&& not_sent ? not_sent : failed;
  }

  Task<error_code> begin() {
    if (const error_code failed = co_await connect_to(channel.socket(), addresses, given_up)) co_return failed;
    const auto* tls = std::get_if<TlsAddress>(&endpoint);
    if (tls == nullptr) co_return error_code();
    error_code ignored;
    channel.socket().non_blocking(true, ignored);
    channel.begin_tls(*context, tls->tcp.host);
    const auto [failed, nothing] = co_await channel.async_handshake(kAwait);
    co_return failed;
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
    if (auto ready = prepare_tls(); !ready) return std::unexpected(ready.error());
    Exchange exchange{
        .endpoint = endpoint, .channel = channel, .bytes = written(endpoint, request, keep), .context = tls.get()};
    exchange.parser.body_limit(kLongestAnswer);
    exchange.parser.skip(request.method == "HEAD");
    carry_out(exchange, std::chrono::steady_clock::now() + deadline);
    const bool in_time = exchange.outcome.has_value();
    const std::string complaint = channel.complaint();
    if (!in_time || *exchange.outcome || !keep || !exchange.parser.keep_alive()) give_up(exchange);
    if (!in_time) {
      return fail(Code::unavailable, text_of(endpoint), fmt::format("no answer within {} s", deadline.count()));
    }
    if (*exchange.outcome) {
      return fail(Code::unavailable, text_of(endpoint),
                  "no answer: " + (complaint.empty() ? exchange.outcome->message() : complaint));
    }
    return converted(exchange.parser.release());
  }

  /// What the system trusts is read once, when it is first needed.
  Result<void> prepare_tls() {
    const auto* address = std::get_if<TlsAddress>(&endpoint);
    if (address == nullptr || tls) return {};
    auto made = asking_context(address->ca_file);
    if (!made) return std::unexpected(made.error());
    tls = std::move(*made);
    return {};
  }

  void carry_out(Exchange& exchange, Deadline until) {
    if (!channel.socket().is_open()) {
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
    channel.close();
    context.run();  // what was under way ends with the socket
  }

  Endpoint endpoint;
  asio::io_context context{1};
  Strand strand = asio::make_strand(context);
  TlsContext tls;
  Channel channel{Socket(strand)};
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
