// SPDX-License-Identifier: Apache-2.0
#include "http/connection.hpp"

#include "http/answer_head.hpp"
#include "http/answering.hpp"
#include "http/owed_answer.hpp"
#include "shelfcast/base/clock.hpp"
#include "shelfcast/runtime/runtime.hpp"
#include "shelfcast/telemetry/log.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <boost/beast/http/error.hpp>
#include <tuple>

namespace shelfcast::http {

namespace {

using telemetry::log;
using telemetry::Severity;

constexpr std::size_t kReadBytes = 4096;
constexpr std::size_t kLongestDiscard = std::size_t{1024} * 1024;
constexpr std::chrono::seconds kTimeToPart{2};
constexpr std::string_view kGoAhead = "HTTP/1.1 100 Continue\r\n\r\n";

Afterwards afterwards(const RequestParser& parser, bool draining) {
  if (!parser.keep_alive() || draining) return Afterwards::closes;
  return parser.is_http_1_0() ? Afterwards::stays_open_for_1_0 : Afterwards::stays_open;
}

}  // namespace

Connection::Connection(Serving& serving, Socket socket, bool is_local)
    : serving_(serving), socket_(std::move(socket)), is_local_(is_local) {
  boost::system::error_code ignored;
  socket_.non_blocking(true, ignored);
}

Task<void> Connection::serve() {
  if (turned_away_) {
    Request unread;
    co_await refuse(unread, refusal_for_too_many_connections());
  } else {
    while (co_await answer_one()) {
    }
  }
  co_await part();
}

Task<bool> Connection::answer_one() {
  Request request;
  request.local = is_local_;
  RequestParser parser(request, serving_.router, serving_.limits);
  const Input input = co_await read(parser);
  if (input == Input::closed) co_return false;
  if (input == Input::refused) co_return co_await refuse(request, refusal_);

  const double begun = stopwatch_seconds();
  set_id(request);
  Router::Match match = route_of(serving_.router, request);
  if (match.route != nullptr) match.answer = co_await run_handler(*match.route, request);

  const Response& answer = match.answer;
  const Afterwards next = afterwards(parser, serving_.draining());
  head_.clear();
  write_head(head_, answer, request.id, next);
  const bool with_body = request.method != "HEAD" && has_body(answer.status);
  const bool sent = co_await send(head_, with_body ? std::string_view(answer.body) : std::string_view());

  const double seconds = stopwatch_seconds() - begun;
  serving_.meters.count(match.route, request.method, answer.status, seconds);
  log(Severity::debug, "request answered",
      {{"method", request.method},
       {"route", match.route == nullptr ? std::string_view("none") : std::string_view(match.route->path)},
       {"status", answer.status},
       {"duration_s", seconds},
       {"request_id", request.id}});
  co_return sent&& next != Afterwards::closes;
}

Task<Connection::Input> Connection::read(RequestParser& parser) {
  allow(serving_.limits.idle);
  for (;;) {
    if (const auto input = parse(parser)) co_return *input;
    if (parser.awaits_go_ahead() && parser.is_header_done()) {
      parser.go_ahead_given();
      if (!co_await send(kGoAhead, {})) co_return Input::closed;
      allow(serving_.limits.idle);
    }
    idle_ = !parser.got_some() && input_.size() == 0;
    if (idle_ && serving_.draining()) co_return Input::closed;
    const auto [failed, count] = co_await socket_.async_read_some(input_.prepare(kReadBytes), kAwait);
    if (failed) co_return end_of_input(parser, failed);
    // A request that begins gets its full time, however long its connection had been idle.
    if (idle_) allow(serving_.limits.idle);
    idle_ = false;
    input_.commit(count);
  }
}

/// Feeds what has arrived to the parser; nothing where it needs more.
std::optional<Connection::Input> Connection::parse(RequestParser& parser) {
  namespace http = boost::beast::http;
  while (input_.size() > 0) {
    boost::system::error_code failed;
    const std::size_t used = parser.put(input_.data(), failed);
    input_.consume(used);
    if (failed && failed != http::error::need_more) {
      refusal_ = refusal_for(failed, parser.complaint());
      return Input::refused;
    }
    if (parser.is_done()) {
      deadline_ = kNever;
      return Input::complete;
    }
    if (failed == http::error::need_more || used == 0) break;
  }
  return std::nullopt;
}

Connection::Input Connection::end_of_input(const RequestParser& parser, const boost::system::error_code& failed) {
  const bool nothing_begun = !parser.got_some() && input_.size() == 0;
  if (nothing_begun) return Input::closed;
  if (failed == asio::error::eof) {
    refusal_ = refusal_for_early_end();
    return Input::refused;
  }
  if (!overdue_) return Input::closed;
  refusal_ = refusal_for_timeout();
  return Input::refused;
}

Task<Response> Connection::run_handler(const Route& route, const Request& request) {
  if (route.handle_later) co_return co_await wait_for_answer(route, request);
  if (route.pace == Pace::slow) co_return co_await run_on_pool(route, request);
  co_return answer_of(route, request);
}

Task<Response> Connection::run_on_pool(const Route& route, const Request& request) {
  const auto hand_over = [this, &route, &request](const Answer& answer) {
    if (!serving_.runtime.post([answer, &route, &request] { answer(answer_of(route, request)); })) {
      answer(problem(503, "stopping", "Service Unavailable", "The server is stopping.", request));
    }
  };
  co_return co_await answer_to(strand(), request, hand_over);
}

Task<Response> Connection::wait_for_answer(const Route& route, const Request& request) {
  const auto hand_over = [&route, &request](const Answer& answer) { answer_later(route, request, answer); };
  co_return co_await answer_to(strand(), request, hand_over);
}

Task<bool> Connection::send(std::string_view head, std::string_view body) {
  while (!head.empty() || !body.empty()) {
    const std::array<asio::const_buffer, 2> left = {asio::buffer(head), asio::buffer(body)};
    boost::system::error_code failed;
    // Mostly the kernel takes it all at once; only where it does not is the scheduler asked to wait.
    std::size_t sent = socket_.write_some(left, failed);
    if (failed == asio::error::would_block) {
      allow(serving_.limits.idle);
      std::tie(failed, sent) = co_await socket_.async_write_some(left, kAwait);
      deadline_ = kNever;
    }
    if (failed) co_return false;
    const std::size_t of_head = std::min(sent, head.size());
    head.remove_prefix(of_head);
    body.remove_prefix(sent - of_head);
  }
  co_return true;
}

Task<bool> Connection::refuse(Request& request, const Refusal& refusal) {
  note(refusal);
  set_id(request);
  Response answer = refusal.answer(request);
  if (refusal.status == 503) answer.headers.set("Retry-After", "1");
  head_.clear();
  write_head(head_, answer, request.id, Afterwards::closes);
  deadline_ = kNever;
  co_await send(head_, answer.body);
  serving_.meters.count(nullptr, request.method, answer.status, 0);
  log(Severity::debug, "request refused", {{"reason", refusal.reason}, {"request_id", request.id}});
  input_left_ = true;
  co_return false;
}

/// Closes such that the last answer arrives: a close with input unread would reset the connection under it.
Task<void> Connection::part() {
  boost::system::error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  if (input_left_) {
    allow(kTimeToPart);
    for (std::size_t discarded = 0; discarded < kLongestDiscard;) {
      input_.clear();
      const auto [failed, count] = co_await socket_.async_read_some(input_.prepare(kReadBytes), kAwait);
      if (failed) break;
      discarded += count;
    }
  }
  deadline_ = kNever;
  socket_.close(ignored);
}

void Connection::allow(std::chrono::seconds time) {
  overdue_ = false;
  deadline_ = stopwatch_seconds() + static_cast<double>(time.count());
}

void Connection::close_if_idle() {
  asio::post(strand(), [self = shared_from_this()] {
    boost::system::error_code ignored;
    if (self->idle_) self->socket_.cancel(ignored);
  });
}

void Connection::abort() {
  asio::post(strand(), [self = shared_from_this()] {
    boost::system::error_code ignored;
    self->socket_.close(ignored);
  });
}

void Connection::expire() {
  asio::post(strand(), [self = shared_from_this()] {
    if (!self->is_overdue(stopwatch_seconds())) return;
    self->overdue_ = true;
    boost::system::error_code ignored;
    self->socket_.cancel(ignored);
  });
}

}  // namespace shelfcast::http
