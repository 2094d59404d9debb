// SPDX-License-Identifier: Apache-2.0
#include "http/refusal.hpp"

#include "shelfcast/telemetry/metrics.hpp"

#include <fmt/format.h>
#include <boost/beast/http/error.hpp>

namespace shelfcast::http {

namespace {

Refusal malformed(std::string_view what) {
  return {.reason = "malformed",
          .status = 400,
          .type = "malformed-request",
          .title = "Bad Request",
          .detail = fmt::format("This is not a valid HTTP/1.1 request: {}.", what)};
}

}  // namespace

Refusal refusal_for(const boost::beast::error_code& failed, std::string_view complaint) {
  namespace http = boost::beast::http;
  if (failed == http::error::header_limit) {
    return {.reason = "header_too_large",
            .status = 431,
            .type = "header-too-large",
            .title = "Request Header Fields Too Large",
            .detail = "The head of the request, or of a chunk of it, is longer than this server accepts."};
  }
  if (failed == http::error::body_limit) {
    return {.reason = "body_too_large",
            .status = 413,
            .type = "body-too-large",
            .title = "Content Too Large",
            .detail = "The body is longer than this server accepts."};
  }
  return malformed(complaint.empty() ? failed.message() : complaint);
}

Refusal refusal_for_timeout() {
  return {.reason = "timeout",
          .status = 408,
          .type = "request-timeout",
          .title = "Request Timeout",
          .detail = "The request did not arrive in full within the time allowed."};
}

Refusal refusal_for_early_end() {
  return malformed("it ends before its announced length");
}

Refusal refusal_for_too_many_connections() {
  return {.reason = "connections",
          .status = 503,
          .type = "overloaded",
          .title = "Service Unavailable",
          .detail = "Too many connections are open. Try again in a moment."};
}

Refusal refusal_for_too_much_work() {
  return {.reason = "work",
          .status = 503,
          .type = "overloaded",
          .title = "Service Unavailable",
          .detail = "Too many requests that take long wait already. Try again in a moment."};
}

Refusal refusal_for_hasty_web_socket() {
  return malformed("what a WebSocket says waits for the answer to its handshake");
}

void note(const Refusal& refusal) {
  telemetry::counter("shelfcast_http_rejected_total", {{"reason", refusal.reason}}).add();
}

}  // namespace shelfcast::http
