// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/http/message.hpp"
#include "shelfcast/http/server.hpp"

#include <boost/beast/http/basic_parser.hpp>

namespace shelfcast::http {

/// Parses bytes straight into our Request: no second set of headers is allocated on the way.
class RequestParser final : public boost::beast::http::basic_parser<true> {
 public:
  RequestParser(Request& into, const Router& router, const Limits& limits);

  /// The caller waits for "100 Continue" before it sends its body.
  [[nodiscard]] bool awaits_go_ahead() const { return awaits_go_ahead_ && !is_done(); }
  [[nodiscard]] bool is_http_1_0() const { return version_ < 11; }
  void go_ahead_given() { awaits_go_ahead_ = false; }
  /// What is wrong, where the parser's own error code says it too shortly.
  [[nodiscard]] std::string_view complaint() const { return complaint_; }

 private:
  using View = boost::beast::string_view;
  using Failure = boost::beast::error_code;

  void on_request_impl(boost::beast::http::verb verb, View method, View target, int version, Failure& failed) override;
  void on_response_impl(int code, View reason, int version, Failure& failed) override;
  void on_field_impl(boost::beast::http::field known, View name, View value, Failure& failed) override;
  void on_header_impl(Failure& failed) override;
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, Failure& failed) override;
  std::size_t on_body_impl(View piece, Failure& failed) override;
  void on_chunk_header_impl(std::uint64_t size, View extensions, Failure& failed) override;
  std::size_t on_chunk_body_impl(std::uint64_t remain, View piece, Failure& failed) override;
  void on_finish_impl(Failure& failed) override;

  void hold_to_limit(Failure& failed);

  Request& into_;
  const Router& router_;
  const std::size_t body_bytes_;  // the server's limit
  std::string_view complaint_;
  int version_ = 0;
  int hosts_ = 0;
  bool header_read_ = false;
  bool awaits_go_ahead_ = false;
};

}  // namespace shelfcast::http
