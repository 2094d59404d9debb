// SPDX-License-Identifier: Apache-2.0
#include "http/connection.hpp"

#include "http/answering.hpp"
#include "http/owed_answer.hpp"
#include "http/until_called.hpp"
#include "http/web_socket_line.hpp"
#include "shelfcast/base/clock.hpp"
#include "shelfcast/runtime/runtime.hpp"
#include "shelfcast/telemetry/log.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <boost/beast/http/error.hpp>

namespace shelfcast::http {

namespace {

using telemetry::is_logged;
using telemetry::log;
using telemetry::Severity;

constexpr std::size_t kReadBytes = 4096;
constexpr std::size_t kLongestDiscard = std::size_t{1024} * 1024;
constexpr std::chrono::seconds kTimeToPart{2};
constexpr std::string_view kGoAhead = "HTTP/1.1 100 Continue\r\n\r\n";

constexpr std::string_view kStopping = "The server is stopping.";
constexpr std::string_view kGet = "GET";
constexpr std::size_t kMostAtOnce = std::size_t{64} * 1024;

void take_off(std::size_t sent, std::string_view& head, std::string_view& body) {
  const std::size_t of_head = std::min(sent, head.size());
  head.remove_prefix(of_head);
  body.remove_prefix(sent - of_head);
}

Response refused(const Refusal& refusal, const Request& request) {
  note(refusal);
  Response answer = refusal.answer(request);
  if (refusal.status == 503) answer.headers.set("Retry-After", "1");
  return answer;
}

Afterwards afterwards(const RequestParser& parser, bool draining) {
  if (!parser.keep_alive() || draining) return Afterwards::closes;
  return parser.is_http_1_0() ? Afterwards::stays_open_for_1_0 : Afterwards::stays_open;
}

}  // namespace

Connection::Connection(Serving& serving, Channel channel, bool is_local)
    : serving_(serving), channel_(std::move(channel)), is_local_(is_local) {
  boost::system::error_code ignored;
  channel_.socket().non_blocking(true, ignored);
}

Task<void> Connection::serve() {
  allow(serving_.limits.idle);
  const bool is_safe = !channel_.is_tls() || co_await shake_hands();
  if (!is_safe) co_return channel_.close();
  if (turned_away_) {
    Request unread;
    co_await refuse(unread, refusal_for_too_many_connections());
    co_return co_await part();
  }
  for (;;) {
    const double begun = stopwatch_seconds();
    out_.clear();
    give_prepared(begun);
    if (!given_.empty()) {
      std::string_view left = out_;
      std::string_view nothing;
      const Sent sent = send_at_once(left, nothing);
      if (sent == Sent::nothing_ever || (sent == Sent::some && !co_await send(left, {}))) break;
      note_given(begun);
    } else if (input_.size() > 0) {
      if (!co_await answer_one()) break;
    } else {
      // Here, not in a coroutine of its own: this is what a connection does most.
      idle_ = true;
      if (goes_elsewhere()) co_return give_away();
      if (serving_.draining()) shorten_to_grace();
      const auto [failed, count] = co_await channel_.async_read_some(input_.prepare(kReadBytes), kAwait);
      idle_ = false;
      const bool was_woken = failed == asio::error::operation_aborted && !overdue_;
      if (was_woken && goes_elsewhere()) co_return give_away();
      if (failed) break;
      input_.commit(count);
    }
    // What comes next gets its full time, however long its connection had been idle.
    allow(serving_.limits.idle);
  }
  co_await part();
}

/// Within the time that a request has: who calls and says nothing is an idle caller.
Task<bool> Connection::shake_hands() {
  const auto [failed, nothing] = co_await channel_.async_handshake(kAwait);
  serving_.handshakes(!failed).add();
  if (failed) log(Severity::debug, "no TLS with a caller", {{"reason", overdue_ ? "too slow" : channel_.complaint()}});
  co_return !failed;
}

/// Answers what the input begins with, as far as there are prepared answers: one write for all of them.
void Connection::give_prepared(double now) {
  given_.clear();
  next_is_plain_ = false;
  asked_.text.clear();
  while (input_.size() > 0 && out_.size() < kMostAtOnce) {
    const auto input = input_.data();
    next_is_plain_ = plain_.read({static_cast<const char*>(input.data()), input.size()}, serving_.limits.header_bytes);
    if (!next_is_plain_) return;
    serving_.prepared.read(plain_.head(), asked_);
    if (plain_.closes() || must_part() || !append_prepared(now)) return;
    input_.consume(plain_.size());
    next_is_plain_ = false;
  }
}

bool Connection::append_prepared(double now) {
  const PreparedPtr answer = serving_.prepared.find(asked_, now);
  if (!answer) return false;
  const AskedHead head = plain_.head(is_local_);
  const auto admitted = serving_.admission(head, {answer->route(), asked_.asker, answer->audience()});
  if (!admitted) return false;
  const RequestId id(head.get("X-Request-Id"));
  const bool not_modified = names_etag(head.get("If-None-Match"), answer->etag());
  answer->write(
      out_, {.request_id = id.text(), .asker = asked_.asker, .lines = *admitted, .not_modified = not_modified}, now);
  given_.push_back({&answer->route(), not_modified ? 304 : 200, id});
  return true;
}

void Connection::note_given(double begun) {
  const double seconds = stopwatch_seconds() - begun;
  for (const Given& given : given_) note(given.route, kGet, given.status, seconds, given.id.text());
}

void Connection::note(const Route* route, std::string_view method, int status, double seconds, std::string_view id) {
  serving_.meters.count(route, method, status, seconds);
  if (!is_logged(Severity::debug)) return;
  log(Severity::debug, "request answered",
      {{"method", method},
       {"route", route == nullptr ? std::string_view("none") : std::string_view(route->path)},
       {"status", status},
       {"duration_s", seconds},
       {"request_id", id}});
}

Task<bool> Connection::answer_one() {
  Request request;
  request.local = is_local_;
  std::optional<RequestParser> parser;
  const Input input = co_await read_whole(request, parser);
  if (input == Input::closed) co_return false;
  if (input == Input::refused) co_return co_await refuse(request, refusal_);
  if (input_.size() > 0 && asks_for_web_socket(request))
    co_return co_await refuse(request, refusal_for_hasty_web_socket());

  const double begun = stopwatch_seconds();
  set_id(request);
  Router::Match match = route_of(serving_.router, request);
  if (match.route != nullptr) match.answer = co_await run_handler(*match.route, request);

  const Response& answer = match.answer;
  if (answer.upgrade) {
    note(match.route, request.method, answer.status, stopwatch_seconds() - begun, request.id);
    co_await go_on_as_web_socket(request, match);
    co_return false;
  }
  const Afterwards next = answer.feed                      ? Afterwards::closes
                          : parser                         ? afterwards(*parser, must_part())
                          : plain_.closes() || must_part() ? Afterwards::closes
                                                           : Afterwards::stays_open;
  const bool with_body = put_answer(request, match, next);
  const bool sent = co_await send(out_, with_body ? std::string_view(answer.body) : std::string_view());

  note(match.route, request.method, answer.status, stopwatch_seconds() - begun, request.id);
  const bool has_listener = sent && request.method != "HEAD";
  if (answer.feed && has_listener) co_await send_feed(answer.feed);
  if (answer.feed) answer.feed->abandon();
  co_return sent&& next != Afterwards::closes;
}

/// A request that is plain lies in the input already; any other is read by a parser.
Task<Connection::Input> Connection::read_whole(Request& request, std::optional<RequestParser>& parser) {
  if (next_is_plain_) {
    plain_.copy_to(request);
    input_.consume(plain_.size());
    deadline_ = kNever;
    co_return Input::complete;
  }
  parser.emplace(request, serving_.router, serving_.limits);
  co_return co_await read(*parser);
}

/// Fills `out_`; false where the body is in it already, or there is none to be sent.
bool Connection::put_answer(const Request& request, const Router::Match& match, Afterwards next) {
  const Response& answer = match.answer;
  out_.clear();
  const bool is_kept = answer.keeping && answer.status == 200 && !asked_.text.empty() &&
                       asked_.asker.empty() == match.route->asker.empty() && next == Afterwards::stays_open;
  if (is_kept) {
    const double now = stopwatch_seconds();
    const PreparedPtr prepared = serving_.prepared.keep(answer, *match.route, asked_, now);
    const std::string lines = lines_for_one_caller(answer);
    prepared->write(out_, {.request_id = request.id, .asker = asked_.asker, .lines = lines}, now);
    return false;
  }
  write_head(out_, answer, request.id, next);
  return request.method != "HEAD" && has_body(answer.status);
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
    const auto [failed, count] = co_await channel_.async_read_some(input_.prepare(kReadBytes), kAwait);
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
  // What a parser leaves of a body is the head of a chunk, or trailers, of which it would wait for the end forever.
  if (parser.is_header_done() && input_.size() > serving_.limits.header_bytes) {
    refusal_ = refusal_for(http::error::header_limit, {});
    return Input::refused;
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
  const bool takes_long = route.takes_long ? route.takes_long(request) : route.pace == Pace::slow;
  if (takes_long) co_return co_await run_on_pool(route, request);
  co_return answer_of(route, request);
}

Task<Response> Connection::run_on_pool(const Route& route, const Request& request) {
  const Serving::Turn turn(serving_);
  if (!turn.is_granted()) co_return refused(refusal_for_too_much_work(), request);
  const auto hand_over = [this, &route, &request](const Answer& answer) {
    if (!serving_.runtime.answer([answer, &route, &request] { answer(answer_of(route, request)); })) {
      answer(problem(503, "stopping", "Service Unavailable", "The server is stopping.", request));
    }
  };
  co_return co_await answer_to(strand(), request, hand_over);
}

Task<Response> Connection::wait_for_answer(const Route& route, const Request& request) {
  const auto hand_over = [&route, &request](const Answer& answer) { answer_later(route, request, answer); };
  co_return co_await answer_to(strand(), request, hand_over);
}

/// Takes off what the kernel takes without making us wait: mostly all.
Connection::Sent Connection::send_at_once(std::string_view& head, std::string_view& body) {
  while (!head.empty() || !body.empty()) {
    const std::array<asio::const_buffer, 2> left = {asio::buffer(head), asio::buffer(body)};
    boost::system::error_code failed;
    const std::size_t sent =
        body.empty() ? channel_.write_some(asio::buffer(head), failed) : channel_.write_some(left, failed);
    if (failed == asio::error::would_block) return Sent::some;
    if (failed) return Sent::nothing_ever;
    take_off(sent, head, body);
  }
  return Sent::all;
}

Task<bool> Connection::send(std::string_view head, std::string_view body) {
  for (;;) {
    const Sent sent = send_at_once(head, body);
    if (sent != Sent::some) co_return sent == Sent::all;
    allow(serving_.limits.idle);
    const std::array<asio::const_buffer, 2> left = {asio::buffer(head), asio::buffer(body)};
    const auto [failed, count] = co_await channel_.async_write_some(left, kAwait);
    deadline_ = kNever;
    if (failed) co_return false;
    take_off(count, head, body);
  }
}

/// Until it ends, or its reader has gone: which is seen when something is written.
Task<void> Connection::send_feed(std::shared_ptr<Feed> feed) {
  feed_ = std::move(feed);
  while (!serving_.draining()) {
    const auto text = feed_->take();
    if (!text) break;
    if (text->empty()) {
      co_await until_called(strand(), [this](std::function<void()> tell) { feed_->when_more(std::move(tell)); });
    } else if (!co_await send(*text, {})) {
      break;
    }
  }
  feed_->abandon();
  feed_ = nullptr;
}

Task<void> Connection::go_on_as_web_socket(const Request& request, const Router::Match& match) {
  const bool is_slow = match.route->pace == Pace::slow;
  web_socket_ = match.answer.upgrade->socket;
  if (serving_.draining()) web_socket_->close(Closing::kGoingAway, kStopping);
  const LineOptions options{
      .idle = serving_.limits.idle, .parting = kTimeToPart, .pool = is_slow ? &serving_.runtime : nullptr};
  co_await converse(channel_, request, match.answer, options);
  web_socket_ = nullptr;
  input_left_ = true;
}

Task<bool> Connection::refuse(Request& request, const Refusal& refusal) {
  set_id(request);
  const Response answer = refused(refusal, request);
  out_.clear();
  write_head(out_, answer, request.id, Afterwards::closes);
  deadline_ = kNever;
  co_await send(out_, answer.body);
  serving_.meters.count(nullptr, request.method, answer.status, 0);
  log(Severity::debug, "request refused", {{"reason", refusal.reason}, {"request_id", request.id}});
  input_left_ = true;
  co_return false;
}

/// Closes such that the last answer arrives: a close with input unread would reset the connection under it.
Task<void> Connection::part() {
  channel_.part();
  if (input_left_) {
    allow(kTimeToPart);
    for (std::size_t discarded = 0; discarded < kLongestDiscard;) {
      input_.clear();
      const auto [failed, count] = co_await channel_.async_read_some(input_.prepare(kReadBytes), kAwait);
      if (failed) break;
      discarded += count;
    }
  }
  deadline_ = kNever;
  channel_.close();
}

void Connection::allow(std::chrono::seconds time) {
  overdue_ = false;
  deadline_ = stopwatch_seconds() + static_cast<double>(time.count());
}

/// What has come of the next request, if anything, is not read yet: whoever gets the socket finds all of it.
void Connection::give_away() {
  deadline_ = kNever;
  boost::system::error_code failed;
  Descriptor own(channel_.socket().release(failed));
  if (failed) {
    own.release();
  } else {
    serving_.give_away(std::move(own));
  }
}

void Connection::shorten_to_grace() {
  deadline_ = std::min(deadline_.load(), serving_.end_of_grace());
}

void Connection::drain() {
  asio::post(strand(), [self = shared_from_this()] {
    if (self->idle_ && self->goes_elsewhere()) {
      self->channel_.cancel();
    } else if (self->idle_) {
      self->shorten_to_grace();
    }
    if (self->feed_) self->feed_->end();
    if (self->web_socket_) self->web_socket_->close(Closing::kGoingAway, kStopping);
  });
}

void Connection::abort() {
  asio::post(strand(), [self = shared_from_this()] {
    self->channel_.close();
    if (self->feed_) self->feed_->end();
  });
}

void Connection::expire() {
  asio::post(strand(), [self = shared_from_this()] {
    if (!self->is_overdue(stopwatch_seconds())) return;
    self->overdue_ = true;
    self->channel_.cancel();
  });
}

}  // namespace shelfcast::http
