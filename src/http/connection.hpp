// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/answer_head.hpp"
#include "http/channel.hpp"
#include "http/plain_request.hpp"
#include "http/prepared_answers.hpp"
#include "http/refusal.hpp"
#include "http/request_id.hpp"
#include "http/request_parser.hpp"
#include "http/serving.hpp"
#include "shelfcast/http/feed.hpp"
#include "shelfcast/http/web_socket.hpp"

#include <atomic>
#include <boost/beast/core/flat_buffer.hpp>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace shelfcast::http {

/// One connection: reads a request, answers it, and so on until one side has had enough.
///
/// `serve` is one coroutine; it and all private methods run on the strand. The methods marked "any thread" post there.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Serving& serving, Channel channel, bool is_local);

  /// Before `serve`: answers 503 and nothing else.
  void turn_away() { turned_away_ = true; }
  [[nodiscard]] bool is_turned_away() const { return turned_away_; }
  Task<void> serve();

  [[nodiscard]] Strand strand() { return channel_.get_executor(); }
  /// Any thread: for a server that stops. Who is idle is given away, or has the grace to ask once more.
  void drain();
  /// Any thread: gives up whatever the network is doing. A running handler ends by itself.
  void abort();
  /// Any thread: whether what the connection waits for is overdue.
  [[nodiscard]] bool is_overdue(double now) const { return now > deadline_.load(std::memory_order_relaxed); }
  /// Any thread: ends the wait, if it is still overdue by then.
  void expire();

 private:
  enum class Input : std::uint8_t { complete, closed, refused };

  /// An answer that lies in `out_`.
  struct Given {
    const Route* route;
    int status;
    RequestId id;
  };

  Task<bool> shake_hands();
  void give_prepared(double now);
  bool append_prepared(double now);
  void note_given(double begun);
  void note(const Route* route, std::string_view method, int status, double seconds, std::string_view id);
  Task<bool> answer_one();
  Task<Input> read_whole(Request& request, std::optional<RequestParser>& parser);
  bool put_answer(const Request& request, const Router::Match& match, Afterwards next);
  Task<Input> read(RequestParser& parser);
  std::optional<Input> parse(RequestParser& parser);
  Input end_of_input(const RequestParser& parser, const boost::system::error_code& failed);
  Task<Response> run_handler(const Route& route, const Request& request);
  Task<Response> run_on_pool(const Route& route, const Request& request);
  Task<Response> wait_for_answer(const Route& route, const Request& request);
  enum class Sent : std::uint8_t { all, some, nothing_ever };
  Sent send_at_once(std::string_view& head, std::string_view& body);
  Task<bool> send(std::string_view head, std::string_view body);
  Task<void> send_feed(std::shared_ptr<Feed> feed);
  Task<void> go_on_as_web_socket(const Request& request, const Router::Match& match);
  Task<bool> refuse(Request& request, const Refusal& refusal);
  Task<void> part();
  [[nodiscard]] bool goes_elsewhere() const { return serving_.gives_away() && !channel_.is_tls() && !turned_away_; }
  [[nodiscard]] bool must_part() const { return serving_.draining() && !goes_elsewhere(); }
  void give_away();
  void shorten_to_grace();
  void allow(std::chrono::seconds time);

  static constexpr double kNever = std::numeric_limits<double>::infinity();

  Serving& serving_;
  Channel channel_;
  const bool is_local_;
  bool turned_away_ = false;
  std::atomic<double> deadline_ = kNever;  // by the stopwatch
  bool idle_ = false;                      // waits for a first byte
  bool overdue_ = false;                   // the wait was ended by `expire`
  bool input_left_ = false;                // the caller may still be sending what will not be read
  std::shared_ptr<Feed> feed_;             // that is being sent
  std::shared_ptr<WebSocket> web_socket_;  // what the connection has become
  Refusal refusal_;                        // why input is Input::refused
  boost::beast::flat_buffer input_;
  // Kept from request to request, so that each is allocated once a connection:
  PlainRequest plain_;  // what `input_` begins with, where `next_is_plain_`
  bool next_is_plain_ = false;
  WhatIsAsked asked_;  // by it
  std::string out_;    // heads, and whole prepared answers
  std::vector<Given> given_;
};

}  // namespace shelfcast::http
