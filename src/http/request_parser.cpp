// SPDX-License-Identifier: Apache-2.0
#include "http/request_parser.hpp"

#include "http/same_name.hpp"

#include <algorithm>
#include <boost/beast/http/error.hpp>

namespace shelfcast::http {

namespace beast_http = boost::beast::http;

RequestParser::RequestParser(Request& into, const Router& router, const Limits& limits)
    : into_(into), router_(router), body_bytes_(limits.body_bytes) {
  eager(true);
  header_limit(static_cast<std::uint32_t>(limits.header_bytes));
  body_limit(boost::none);  // which one holds is known when the header is
}

void RequestParser::on_request_impl(beast_http::verb, View method, View target, int version, Failure&) {
  into_.method.assign(method.data(), method.size());
  into_.target.assign(target.data(), target.size());
  version_ = version;
}

void RequestParser::on_response_impl(int, View, int, Failure&) {}

void RequestParser::on_field_impl(beast_http::field known, View name, View value, Failure& failed) {
  if (header_read_) return;  // a trailer after the last chunk: nobody here asks for one
  if (known == beast_http::field::upgrade && is_http_1_0()) return;  // nothing to go on from, says RFC 9110
  into_.headers.fields.emplace_back(name, value);
  if (known == beast_http::field::host) ++hosts_;
  if (known == beast_http::field::expect) awaits_go_ahead_ = same_name(value, "100-continue");
  // Beast takes a body whose last coding is another for none: its bytes would be read as the next request.
  if (known == beast_http::field::transfer_encoding && (is_http_1_0() || !same_name(value, "chunked"))) {
    complaint_ = "chunked is the one transfer coding, and HTTP/1.1 has it";
    failed = beast_http::error::bad_transfer_encoding;
  }
}

void RequestParser::on_header_impl(Failure& failed) {
  header_read_ = true;
  // Two hosts, or none, are read differently by different proxies: RFC 9112 asks for a refusal.
  if (hosts_ == 1 || (hosts_ == 0 && is_http_1_0())) return hold_to_limit(failed);
  complaint_ = "exactly one Host header is needed";
  failed = beast_http::error::bad_value;
}

void RequestParser::hold_to_limit(Failure& failed) {
  const auto announced = content_length();
  const bool fits = announced ? *announced <= body_bytes_ : !chunked();
  const std::size_t most = fits ? body_bytes_ : std::max(body_bytes_, router_.body_bytes(into_));
  if (announced && *announced > most) failed = beast_http::error::body_limit;
  body_limit(most);  // what chunks may add up to
}

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>& length, Failure&) {
  if (length) into_.body.reserve(*length);  // held to the limit before this is called
}

std::size_t RequestParser::on_body_impl(View piece, Failure&) {
  into_.body.append(piece.data(), piece.size());
  return piece.size();
}

void RequestParser::on_chunk_header_impl(std::uint64_t, View, Failure&) {}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, View piece, Failure&) {
  into_.body.append(piece.data(), piece.size());
  return piece.size();
}

void RequestParser::on_finish_impl(Failure&) {}

}  // namespace shelfcast::http
